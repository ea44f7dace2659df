"""Where somebody stands with the newsletter."""

from datetime import datetime, timedelta
from enum import StrEnum

LINK_LIVES = timedelta(days=7)
"""How long the confirming link works. What nobody confirmed by then is forgotten."""


class Standing(StrEnum):
    """Only the confirmed get letters."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    LEFT = "left"


def standing(confirmed_at: datetime | None, unsubscribed_at: datetime | None) -> Standing:
    """What the two moments mean together."""
    if unsubscribed_at is not None:
        return Standing.LEFT
    return Standing.WAITING if confirmed_at is None else Standing.CONFIRMED
