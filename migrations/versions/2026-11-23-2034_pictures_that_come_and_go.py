"""Pictures that orders still show, pictures still to be fetched, specifications in the file's order."""

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "products",
        sa.Column(
            "attribute_order", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False
        ),
    )
    op.create_table(
        "retired_pictures",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_retired_pictures")),
    )
    op.create_index(op.f("ix_retired_pictures_key"), "retired_pictures", ["key"])
    # What products lost before today. The worker brings the keys of drawings up to date by itself.
    op.execute(
        r"""
        INSERT INTO retired_pictures (source, key)
        SELECT DISTINCT image_source, left(encode(sha256(convert_to(E'\n' || image_source, 'UTF8')), 'hex'), 16)
        FROM order_lines
        WHERE image_source <> ''
          AND NOT EXISTS (SELECT FROM product_images WHERE product_images.source = order_lines.image_source)
        """
    )
    op.create_table(
        "picture_fetches",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("alt", sa.String(), server_default="", nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("skus", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("row", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(length=64), server_default="waiting", nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'done', 'dead')", name=op.f("ck_picture_fetches_state")),
        sa.CheckConstraint("(state = 'done') = (source <> '')", name=op.f("ck_picture_fetches_source")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_picture_fetches_product_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_picture_fetches_run_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_fetches")),
        sa.UniqueConstraint("product_id", "url", name=op.f("uq_picture_fetches_product_id_url")),
    )
    op.create_index(
        "ix_picture_fetches_waiting",
        "picture_fetches",
        ["next_at"],
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    op.drop_table("picture_fetches")
    op.drop_table("retired_pictures")
    op.drop_column("products", "attribute_order")
