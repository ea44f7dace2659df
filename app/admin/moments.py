"""Moments as staff type them: by Pakistani clocks, stored in UTC."""

from datetime import UTC, datetime

from app.core.clock import PAKISTAN, in_pakistan
from app.web.forms import Form

_FORMAT = "%Y-%m-%dT%H:%M"
_ASK = "Enter date and time like 2026-11-23T09:30."


def read_moment(form: Form, name: str) -> datetime | None:
    """The moment of a `datetime-local` field; None when it is empty or, after noting a sentence, no moment."""
    typed = form.text(name, most=40)
    if not typed:
        return None
    try:
        found = datetime.strptime(typed[:16] if typed[16:] == ":00" else typed, _FORMAT)  # noqa: DTZ007
    except ValueError:
        form.refuse(name, _ASK)
        return None
    if not 2000 <= found.year <= 2100:
        form.refuse(name, _ASK)
        return None
    return found.replace(tzinfo=PAKISTAN).astimezone(UTC)


def read_span(form: Form) -> tuple[datetime | None, datetime | None]:
    """`starts` and `ends`; the end comes after the start."""
    starts, ends = read_moment(form, "starts"), read_moment(form, "ends")
    if starts and ends and ends <= starts:
        form.refuse("ends", "The end comes after the start.")
    return starts, ends


def typed(moment: datetime | None) -> str:
    """The field's value for a stored moment."""
    return in_pakistan(moment).strftime(_FORMAT) if moment else ""
