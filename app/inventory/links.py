"""The signed link by which somebody stops waiting for stock, without an account."""

from app.core.links import derive_key, is_signed, sign
from app.core.settings import Settings

_PURPOSE = "stock-alert"


def stop_path(settings: Settings, alert_id: int) -> str:
    """Where the alert of that id is ended, from the root of the site."""
    return f"/stock-alerts/{alert_id}/removal?key={sign(derive_key(settings, _PURPOSE), str(alert_id))}"


def stop_url(settings: Settings, alert_id: int) -> str:
    """The same, complete, for emails."""
    return settings.base_url.rstrip("/") + stop_path(settings, alert_id)


def opens(settings: Settings, alert_id: int, key: str) -> bool:
    """Whether this key ends this alert."""
    return is_signed(derive_key(settings, _PURPOSE), str(alert_id), key)
