"""How large an import file may be. What is larger is refused before anything is written."""

from dataclasses import dataclass

MEGABYTE = 1_000_000
LONGEST_LINE = 1_000_000
"""Characters between two line ends. Longer is no table."""
LONGEST_CELL = 10_000
"""Characters (security reference, X08). A longer cell spoils its row only."""
MOST_COLUMNS = 128
MOST_ROWS_OF_PRODUCT = 1_000
MOST_SCATTERED_ROWS = 5_000
"""Rows of products whose rows do not stand together; they must be held in memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The operator's limits. A face that takes uploads from a browser passes smaller ones."""

    megabytes: int = 64
    rows: int = 100_000
