"""Where the code and the shop's data are, whatever folder a command is typed in."""

from pathlib import Path

from app.core.settings import get_settings

ROOT = Path(__file__).resolve().parents[3]
"""The checkout."""


def shop_home() -> Path:
    """`SHOP_HOME`, seen from the current folder; `.shop` in the checkout when it is not set."""
    return get_settings().shop_home.absolute()
