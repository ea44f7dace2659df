"""Things that are shown from one moment until another."""

from datetime import datetime
from enum import StrEnum


class Showing(StrEnum):
    """Whether it is on."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    ENDED = "ended"


def showing(starts_at: datetime | None, ends_at: datetime | None, moment: datetime) -> Showing:
    """How it stands at that moment. The end itself is not shown any more, as in the queries."""
    if ends_at is not None and ends_at <= moment:
        return Showing.ENDED
    if starts_at is not None and starts_at > moment:
        return Showing.SCHEDULED
    return Showing.LIVE
