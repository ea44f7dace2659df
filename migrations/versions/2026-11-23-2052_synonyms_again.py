"""Search: more synonyms. Those that came with the shop are brought to the file; what staff taught stays."""

import csv
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels = None
depends_on = None

_SYNONYMS = Path(__file__).parents[1] / "synonyms.csv"


def upgrade() -> None:
    connection = op.get_bind()
    connection.execute(sa.text("DELETE FROM search_synonyms WHERE source = 'seed'"))
    with _SYNONYMS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    connection.execute(
        sa.text(
            "INSERT INTO search_synonyms (word, means, sound, weight, is_one_way, source) "
            "VALUES (:word, :means, :sound, CAST(:weight AS real), CAST(:is_one_way AS boolean), 'seed') "
            "ON CONFLICT DO NOTHING"
        ),
        rows,
    )


def downgrade() -> None:
    """The synonyms of before are among those of now."""
