"""The signed link by which a guest sees an order (G-04, X-08)."""

from datetime import timedelta

from app.core.clock import now
from app.core.links import derive_key, is_signed, sign
from app.core.settings import Settings
from app.orders.models import Order

VALID_FOR = timedelta(days=90)
"""How long after placing the link opens."""


def order_key(settings: Settings, order: Order) -> str:
    """The 128-bit key. Its secret half is not in the database, and a new `link_nonce` revokes it."""
    return sign(derive_key(settings, "order-link"), f"{order.number}:{order.link_nonce}")


def order_path(settings: Settings, order: Order) -> str:
    """The order's page with its key, from the root of the site."""
    return f"/orders/{order.number}?key={order_key(settings, order)}"


def order_url(settings: Settings, order: Order) -> str:
    """The same, complete, for emails."""
    return settings.base_url.rstrip("/") + order_path(settings, order)


def opens(settings: Settings, order: Order, key: str) -> bool:
    """Whether this key opens this order today."""
    is_fresh = now() - order.placed_at <= VALID_FOR
    good = is_signed(derive_key(settings, "order-link"), f"{order.number}:{order.link_nonce}", key)
    return good and is_fresh
