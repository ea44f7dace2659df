"""What somebody looked at; what a wished-for product cost when it was wished for."""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "viewed_products",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("visitor_hash", sa.LargeBinary(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("viewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(account_id IS NULL) <> (visitor_hash IS NULL)", name=op.f("ck_viewed_products_one_viewer")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_viewed_products_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_viewed_products_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewed_products")),
    )
    for viewer in ("account_id", "visitor_hash"):
        op.create_index(
            f"uq_viewed_products_{viewer.partition('_')[0]}",
            "viewed_products",
            [viewer, "product_id"],
            unique=True,
            postgresql_where=sa.text(f"{viewer} IS NOT NULL"),
        )
    op.create_index(op.f("ix_viewed_products_product_id"), "viewed_products", ["product_id"])
    op.create_index(op.f("ix_viewed_products_viewed_at"), "viewed_products", ["viewed_at"])
    op.add_column("wishlist_items", sa.Column("seen_price", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE wishlist_items SET seen_price = products.price_min FROM products "
        "WHERE products.id = wishlist_items.product_id"
    )
    op.alter_column("wishlist_items", "seen_price", nullable=False)
    op.create_index(op.f("ix_wishlist_items_product_id"), "wishlist_items", ["product_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_wishlist_items_product_id"), "wishlist_items")
    op.drop_column("wishlist_items", "seen_price")
    op.drop_table("viewed_products")
