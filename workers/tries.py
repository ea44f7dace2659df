"""When a failed delivery is tried again (reliability reference, §5.4)."""

from datetime import timedelta

_WAITS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
_JITTER = 0.2
LAST_FAILURE = len(_WAITS) + 1
"""With this many failures a delivery is dead."""


def wait_after(failures: int, chance: float) -> timedelta | None:
    """How long to wait after that many failures, or None when there is no next try.

    `chance` in [0, 1) spreads the waits by a fifth to both sides, so that what failed together does not come back
    together.
    """
    if failures >= LAST_FAILURE:
        return None
    return _WAITS[failures - 1] * (1 + _JITTER * (2 * chance - 1))
