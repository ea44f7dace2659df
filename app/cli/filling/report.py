"""Telling what an import could not take: a file for spreadsheets, a table for the terminal."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.catalog.imports.problems import Problem, Sink

SHOWN = 20
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def report_file(path: Path) -> Iterator[Sink]:
    """A CSV file with a line for each problem, written as they come."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Row", "Column", "Value", "What happened", "Reason", "What to do"])

        def write(problem: Problem) -> None:
            happened = "cell left out" if problem.is_ignored else "row left out"
            texts = (problem.column, problem.value, happened, problem.reason, problem.remedy)
            writer.writerow([problem.row, *(_harmless(text) for text in texts)])

        yield write


def problem_table(problems: Sequence[Problem]) -> Table:
    """The first twenty."""
    table = Table("Row", "Column", "Value", "Reason", "What to do")
    for problem in problems[:SHOWN]:
        cells = (str(problem.row), problem.column, problem.value, problem.reason, problem.remedy)
        table.add_row(*(escape(cell) for cell in cells))
    return table


def show(table: Table) -> None:
    """On the terminal; wide enough for its words where there is none."""
    console = Console()
    (console if console.is_terminal else Console(width=160)).print(table)


def _harmless(text: str) -> str:
    """Spreadsheets run cells that begin like a formula; an apostrophe makes them text."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
