"""An email address has up to 254 characters."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("messages", "recipient", existing_type=sa.String(200), type_=sa.String(), existing_nullable=False)


def downgrade() -> None:
    op.alter_column("messages", "recipient", existing_type=sa.String(), type_=sa.String(200), existing_nullable=False)
