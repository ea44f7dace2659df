"""How long a session lives (security reference, §5)."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Lifetime:
    """`idle` without a request, `absolute` whatever happens; noted as seen at most every `touch_after`."""

    idle: timedelta
    absolute: timedelta
    touch_after: timedelta


VISITOR = Lifetime(timedelta(days=1), timedelta(days=14), timedelta(minutes=30))
"""Nobody in particular: a form token and a message or two. The cart has a cookie of its own."""

CUSTOMER = Lifetime(timedelta(days=14), timedelta(days=60), timedelta(minutes=5))
"""A customer who asked to stay signed in."""

CUSTOMER_FOR_NOW = Lifetime(timedelta(days=1), timedelta(days=14), timedelta(minutes=5))
"""A customer who did not; the cookie also ends with the browser."""

STAFF = Lifetime(timedelta(minutes=30), timedelta(hours=10), timedelta(minutes=1))

MOST_STAFF_SESSIONS = 3
"""A fourth staff session ends the one unused longest."""


def lifetime_of(*, signed_in: bool, is_staff: bool, is_kept: bool) -> Lifetime:
    """Which of them holds for a session."""
    if is_staff:
        return STAFF
    if not signed_in:
        return VISITOR
    return CUSTOMER if is_kept else CUSTOMER_FOR_NOW
