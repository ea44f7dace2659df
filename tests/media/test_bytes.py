"""How heavy pictures are, as pages ask for them (quality bars, §3): phones at twice the pixels."""

import csv
from functools import cache
from pathlib import Path

import pytest

from app.media.drawings.grammar import PREFIX
from app.media.make import make

KB = 1000
SEEDS = Path(__file__).resolve().parents[2] / "app/cli/seeds"
CARD, MAIN = "480.avif", "800.avif"
"""173 and 358 CSS pixels of a phone 390 wide."""

KINDS = ("single_pen", "novel", "colour_pencils", "backpack", "paint_tubes", "calculator")
"""Of the demo catalogue: plain and crowded ones."""


@cache
def demo_drawings() -> dict[str, str]:
    """The catalogue's first drawing of each kind."""
    found: dict[str, str] = {}
    with (SEEDS / "catalog/products.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Image Src"].startswith(PREFIX):
                found.setdefault(row["Image Src"].removeprefix(PREFIX).partition("?")[0], row["Image Src"])
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_keep_to_their_bytes(kind: str) -> None:
    made = make(demo_drawings()[kind], None, [CARD, MAIN])
    assert len(made[CARD]) <= 9 * KB
    assert len(made[MAIN]) <= 30 * KB
