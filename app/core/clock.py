"""The one place that asks what time it is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

PAKISTAN = ZoneInfo("Asia/Karachi")
"""PKT, UTC+5 all year. Pages show it; nothing stores it."""


def now() -> datetime:
    """The current moment in UTC. Tests stop it with time-machine."""
    return datetime.now(UTC)


def in_pakistan(moment: datetime) -> datetime:
    """The same moment as Pakistani clocks show it."""
    return moment.astimezone(PAKISTAN)
