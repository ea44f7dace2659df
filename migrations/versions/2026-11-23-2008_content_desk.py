"""What editing content in the back office needs: footer places, redirects with ids and last hits, newsletter asks."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels = None
depends_on = None

_EDITORS = ("owner", "manager", "catalogue")
_LISTERS = ("owner", "manager")
_HELP = ("delivery", "returns-policy", "contact")
_COMPANY = ("about", "privacy", "terms")


def upgrade() -> None:
    op.add_column("pages", sa.Column("seo_title", sa.String(length=200), server_default="", nullable=False))
    op.add_column("pages", sa.Column("footer", sa.String(length=64), server_default="", nullable=False))
    op.execute(f"UPDATE pages SET footer = 'help' WHERE slug IN {_HELP}")  # noqa: S608
    op.execute(f"UPDATE pages SET footer = 'company' WHERE slug IN {_COMPANY}")  # noqa: S608
    _redirects()
    op.add_column(
        "newsletter_subscribers",
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    for permission, roles in (("content.edit", _EDITORS), ("subscribers.view", _LISTERS)):
        op.execute(
            f"INSERT INTO role_permissions (role_id, permission) SELECT id, '{permission}' FROM roles "  # noqa: S608
            f"WHERE name IN {roles} ON CONFLICT DO NOTHING"
        )


def _redirects() -> None:
    op.drop_constraint("pk_redirects", "redirects", type_="primary")
    op.add_column("redirects", sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False))
    op.create_primary_key("pk_redirects", "redirects", ["id"])
    op.create_unique_constraint(op.f("uq_redirects_from_path"), "redirects", ["from_path"])
    op.create_index(op.f("ix_redirects_to_path"), "redirects", ["to_path"])
    op.add_column("redirects", sa.Column("last_hit_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_column("redirects", "status")


def downgrade() -> None:
    op.execute("DELETE FROM role_permissions WHERE permission IN ('content.edit', 'subscribers.view')")
    op.drop_column("newsletter_subscribers", "asked_at")
    op.add_column("redirects", sa.Column("status", sa.SmallInteger(), server_default="301", nullable=False))
    op.drop_column("redirects", "last_hit_at")
    op.drop_index(op.f("ix_redirects_to_path"), "redirects")
    op.drop_constraint(op.f("uq_redirects_from_path"), "redirects", type_="unique")
    op.drop_constraint("pk_redirects", "redirects", type_="primary")
    op.drop_column("redirects", "id")
    op.create_primary_key("pk_redirects", "redirects", ["from_path"])
    op.drop_column("pages", "footer")
    op.drop_column("pages", "seo_title")
