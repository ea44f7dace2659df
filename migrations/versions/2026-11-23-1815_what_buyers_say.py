"""Reviews and questions with what moderating them needs; who waits for stock; what was bought together."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels = None
depends_on = None

_MODERATORS = ("owner", "manager", "catalogue", "support")


def upgrade() -> None:
    op.add_column(
        "reviews", sa.Column("reject_reason", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.create_index(op.f("ix_review_photos_review_id"), "review_photos", ["review_id"])
    op.create_index(op.f("ix_review_photos_key"), "review_photos", ["key"])
    op.add_column("questions", sa.Column("email", sa.String(), server_default="", nullable=False))
    op.add_column("questions", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_questions_state"), "questions", "state IN ('waiting', 'answered', 'rejected')"
    )
    _wait_for_stock()
    _bought_together()
    op.execute(
        "INSERT INTO role_permissions (role_id, permission) SELECT id, 'reviews.moderate' FROM roles "  # noqa: S608
        f"WHERE name IN {_MODERATORS} ON CONFLICT DO NOTHING"
    )


def _wait_for_stock() -> None:
    op.create_table(
        "stock_alerts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("consent", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name=op.f("fk_stock_alerts_variant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_alerts")),
    )
    op.create_index(
        "uq_stock_alerts_waiting",
        "stock_alerts",
        ["variant_id", "email"],
        unique=True,
        postgresql_where=sa.text("told_at IS NULL"),
    )
    op.create_index(
        "ix_stock_alerts_told",
        "stock_alerts",
        ["variant_id", "told_at"],
        postgresql_where=sa.text("told_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_stock_alerts_email"), "stock_alerts", ["email"])


def _bought_together() -> None:
    op.create_table(
        "co_purchases",
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_co_purchases_product_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["products.id"], name=op.f("fk_co_purchases_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", "other_id", name=op.f("pk_co_purchases")),
    )
    op.create_index("ix_co_purchases_best", "co_purchases", ["product_id", "score"])


def downgrade() -> None:
    op.execute("DELETE FROM role_permissions WHERE permission = 'reviews.moderate'")
    op.drop_table("co_purchases")
    op.drop_table("stock_alerts")
    op.drop_constraint(op.f("ck_questions_state"), "questions", type_="check")
    op.drop_column("questions", "answered_at")
    op.drop_column("questions", "email")
    op.drop_index(op.f("ix_review_photos_key"), "review_photos")
    op.drop_index(op.f("ix_review_photos_review_id"), "review_photos")
    op.drop_column("reviews", "reject_reason")
