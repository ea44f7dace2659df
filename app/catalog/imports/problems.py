"""What was wrong with a row, in words that say what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

LONGEST_VALUE = 60
MOST_KEPT = 1_000


class BadValue(Exception):
    """A cell that cannot be used."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that was not as it should be.

    `row` counts as a spreadsheet does: the header is row 1. With `is_ignored` only the cell was left out and its
    row went in; otherwise the row stayed out.
    """

    row: int
    column: str
    value: str
    reason: str
    remedy: str
    is_ignored: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the import's record."""
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
            "remedy": self.remedy,
            "ignored": self.is_ignored,
        }


def shorten(value: str) -> str:
    """The value as a report shows it: one line, not long."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


Sink = Callable[[Problem], None]


@dataclass(slots=True)
class Problems:
    """Counts every problem, hands each to `sink`, and keeps the first thousand."""

    sink: Sink | None = None
    kept: list[Problem] = field(default_factory=list)
    bad_rows: set[int] = field(default_factory=set)
    ignored: int = 0

    def add(
        self, row: int, column: str, value: str, reason: str, remedy: str, *, is_ignored: bool = False
    ) -> None:
        """Note a problem."""
        problem = Problem(row, column, shorten(value), reason, remedy, is_ignored)
        if is_ignored:
            self.ignored += 1
        else:
            self.bad_rows.add(row)
        if len(self.kept) < MOST_KEPT:
            self.kept.append(problem)
        if self.sink:
            self.sink(problem)
