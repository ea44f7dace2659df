"""The demo's data files under `app/cli/seeds`."""

import csv
import tomllib
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def seed_rows(name: str) -> list[dict[str, str]]:
    """A CSV file's rows by column name."""
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seed_tables(name: str, key: str) -> list[dict[str, Any]]:
    """The `[[key]]` tables of a TOML file, in order."""
    tables: list[dict[str, Any]] = tomllib.loads(seed_text(name))[key]
    return tables


def seed_text(name: str) -> str:
    """A file as text."""
    return (SEEDS / name).read_text(encoding="utf-8")
