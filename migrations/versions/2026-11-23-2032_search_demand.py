"""What is searched for day by day, what shoppers ask us to stock, rebuilds of the index; dates of pins and boosts."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    default = None if nullable else sa.text("now()")
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=default)


def upgrade() -> None:
    op.create_table(
        "search_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("term", sa.String(200), nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("searches", "empty", "close", "clicks")
        ),
        sa.CheckConstraint(
            "searches >= 0 AND empty >= 0 AND close >= 0 AND clicks >= 0",
            name=op.f("ck_search_days_counts"),
        ),
        sa.PrimaryKeyConstraint("day", "term", name=op.f("pk_search_days")),
    )
    op.create_index(op.f("ix_search_days_term"), "search_days", ["term"])
    op.create_table(
        "search_blocks",
        sa.Column("term", sa.String(200), nullable=False),
        _moment("created_at", nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_search_blocks")),
    )
    op.create_table(
        "search_rebuilds",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        _moment("asked_at", nullable=False),
        *(_moment(name) for name in ("started_at", "touched_at", "finished_at")),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_rebuilds")),
    )
    op.create_index(
        "uq_search_rebuilds_open",
        "search_rebuilds",
        [sa.text("(finished_at IS NULL)")],
        unique=True,
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_index(op.f("ix_search_rebuilds_finished_at"), "search_rebuilds", ["finished_at"])
    op.create_table(
        "product_requests",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("wanted", sa.String(200), nullable=False),
        sa.Column("query", sa.String(200), server_default="", nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("state", sa.String(64), server_default="open", nullable=False),
        _moment("created_at", nullable=False),
        _moment("closed_at"),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_product_requests_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_requests")),
    )
    op.create_index(op.f("ix_product_requests_state_id"), "product_requests", ["state", "id"])
    for table in ("search_pins", "search_boosts"):
        op.add_column(table, _moment("starts_at"))
        op.add_column(table, _moment("ends_at"))


def downgrade() -> None:
    for table in ("search_pins", "search_boosts"):
        op.drop_column(table, "ends_at")
        op.drop_column(table, "starts_at")
    for table in ("product_requests", "search_rebuilds", "search_blocks", "search_days"):
        op.drop_table(table)
