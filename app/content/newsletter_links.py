"""The signed links of the newsletter: one to confirm the newest ask, one to leave that never runs out."""

from datetime import UTC, datetime

from app.core.links import derive_key, is_signed, sign
from app.core.settings import Settings

_CONFIRM, _LEAVE = "newsletter-confirmation", "newsletter-removal"


def confirm_path(settings: Settings, subscriber_id: int, asked_at: datetime) -> str:
    """Where an ask is confirmed, from the root of the site."""
    key = sign(derive_key(settings, _CONFIRM), _ask(subscriber_id, asked_at))
    return f"/newsletter/{subscriber_id}/confirmation?key={key}"


def confirms(settings: Settings, subscriber_id: int, asked_at: datetime, key: str) -> bool:
    """Whether this key confirms that ask."""
    return is_signed(derive_key(settings, _CONFIRM), _ask(subscriber_id, asked_at), key)


def leave_path(settings: Settings, subscriber_id: int) -> str:
    """Where somebody leaves, from the root of the site."""
    return f"/newsletter/{subscriber_id}/removal?key={sign(derive_key(settings, _LEAVE), str(subscriber_id))}"


def leaves(settings: Settings, subscriber_id: int, key: str) -> bool:
    """Whether this key is that person's own."""
    return is_signed(derive_key(settings, _LEAVE), str(subscriber_id), key)


def _ask(subscriber_id: int, asked_at: datetime) -> str:
    return f"{subscriber_id}:{asked_at.astimezone(UTC).isoformat(timespec='microseconds')}"
