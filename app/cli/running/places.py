"""Where the code and the shop's data are, whatever folder a command is typed in."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
"""The checkout."""


def shop_home() -> Path:
    """`SHOP_HOME` as typed, seen from the current folder; else `.shop` in the checkout."""
    return Path(os.environ.get("SHOP_HOME") or ROOT / ".shop").absolute()
