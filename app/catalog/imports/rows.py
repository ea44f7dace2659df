"""Rows whose cells are read with their problems noted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from app.catalog.imports.columns import Layout
from app.catalog.imports.problems import BadValue, Problems
from app.catalog.imports.reading import Record

T = TypeVar("T")


@dataclass(slots=True)
class Rules:
    """What a file's rows are held against: the shop's tax classes, and the SKUs seen so far with their rows."""

    layout: Layout
    tax_classes: frozenset[str]
    problems: Problems
    may_fetch: bool = False
    """Whether pictures may be named by https addresses of other sites."""
    seen_skus: dict[str, int] = field(default_factory=dict)


class Row:
    """A record whose cells are read with their problems noted."""

    def __init__(self, record: Record, rules: Rules) -> None:
        self.record = record
        self.number = record.number
        self.rules = rules

    def text(self, column: str) -> str:
        """The cell as it stands."""
        return self.record[column]

    def ignore(self, column: str, error: BadValue) -> None:
        """Leave the cell out, not the row."""
        self._note(column, error, is_ignored=True)

    def bad(self, column: str, reason: str, remedy: str) -> None:
        """The row stays out."""
        self._note(column, BadValue(reason, remedy), is_ignored=False)

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """The cell read, None when it is empty. A cell that cannot be read spoils the row: raises BadValue."""
        text = self.record[column]
        if not text:
            return None
        try:
            return reader(text)
        except BadValue as error:
            self._note(column, error, is_ignored=False)
            raise

    def read_or_ignore(self, column: str, reader: Callable[[str], T]) -> T | None:
        """The cell read, or None after noting why it was left out."""
        text = self.record[column]
        try:
            return reader(text) if text else None
        except BadValue as error:
            self.ignore(column, error)
            return None

    def _note(self, column: str, error: BadValue, *, is_ignored: bool) -> None:
        self.rules.problems.add(
            self.number, column, self.record[column], error.reason, error.remedy, is_ignored=is_ignored
        )
