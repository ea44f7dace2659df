"""States in words, colour and icon, for lists and pages of the back office."""

from dataclasses import dataclass

from app.payments.gateways import gateway
from app.payments.models import Payment


@dataclass(frozen=True, slots=True)
class Badge:
    """For `components/badge.html`."""

    text: str
    colour: str
    icon: str


ORDER_STATES = {
    "pending": "Pending",
    "paid": "Paid",
    "confirmed": "Confirmed",
    "processing": "Being prepared",
    "packed": "Packed",
    "shipped": "Shipped",
    "delivered": "Delivered",
    "completed": "Completed",
    "cancelled": "Cancelled",
    "expired": "Not paid in time",
    "unfillable": "Needs a decision",
    "rto": "Came back to us",
}
"""What each state is called, as in `components/badge.html`."""

PRODUCT_STATES = {
    "draft": Badge("Draft", "grey", "pencil"),
    "in_review": Badge("In review", "amber", "hourglass"),
    "published": Badge("On sale", "green", "circle-check"),
    "archived": Badge("Withdrawn", "grey", "ban"),
}

_ATTEMPTS = {
    "created": Badge("Begun", "grey", "clock"),
    "initiated": Badge("Begun", "grey", "clock"),
    "redirected": Badge("At the payment page", "grey", "clock"),
    "pending": Badge("Awaited", "amber", "hourglass"),
    "captured": Badge("Received", "green", "banknote"),
    "failed": Badge("Failed", "red", "circle-x"),
    "expired": Badge("Ran out", "grey", "hourglass"),
    "cancelled": Badge("Closed", "grey", "ban"),
    "unknown": Badge("Not known yet", "amber", "triangle-alert"),
    "mismatch": Badge("Wrong amount", "red", "triangle-alert"),
    "partially_refunded": Badge("Partly refunded", "grey", "undo-2"),
    "refunded": Badge("Refunded", "grey", "undo-2"),
    "disputed": Badge("Disputed", "red", "triangle-alert"),
    "lost": Badge("Lost", "red", "circle-x"),
}
_RESERVATIONS = {
    "held": Badge("Held for now", "amber", "clock"),
    "expiring": Badge("Running out", "amber", "hourglass"),
    "committed": Badge("Kept for this order", "blue", "lock"),
    "released": Badge("For sale again", "grey", "undo-2"),
    "shipped": Badge("Left the shelf", "teal", "truck"),
}
_SHIPMENTS = {
    "draft": Badge("Being booked", "grey", "clock"),
    "booking": Badge("Being booked", "grey", "clock"),
    "booking_unknown": Badge("Booking unclear", "amber", "triangle-alert"),
    "booked": Badge("Booked", "blue", "clipboard-list"),
    "picked_up": Badge("With the courier", "teal", "truck"),
    "in_transit": Badge("On the way", "teal", "truck"),
    "out_for_delivery": Badge("Out for delivery", "teal", "truck"),
    "delivered": Badge("Delivered", "green", "house"),
    "attempt_failed": Badge("Nobody there", "amber", "triangle-alert"),
    "returning": Badge("Coming back", "amber", "undo-2"),
    "returned": Badge("Came back", "red", "undo-2"),
    "cancelled": Badge("Cancelled", "red", "circle-x"),
    "lost": Badge("Lost", "red", "circle-x"),
}
_IMPORTS = {
    "running": Badge("Running", "blue", "rotate-cw"),
    "done": Badge("Done", "green", "circle-check"),
    "interrupted": Badge("Interrupted", "amber", "triangle-alert"),
}
_CASH_TO_COME = Badge("Cash to come", "grey", "hand-coins")
_CASH_WITH_RIDER = Badge("Cash with the rider", "amber", "hand-coins")
_NOTHING_DUE = Badge("Nothing due", "grey", "ban")
_TRANSFER_AWAITED = Badge("Transfer awaited", "amber", "landmark")


def _of(known: dict[str, Badge], state: str) -> Badge:
    return known.get(state) or Badge(state.replace("_", " ").capitalize(), "grey", "circle-dot")


def attempt_badge(state: str) -> Badge:
    """An attempt to pay."""
    return _of(_ATTEMPTS, state)


def reservation_badge(state: str) -> Badge:
    """Units promised to an order."""
    return _of(_RESERVATIONS, state)


def shipment_badge(state: str) -> Badge:
    """A parcel."""
    return _of(_SHIPMENTS, state)


def import_badge(state: str) -> Badge:
    """A run of an import."""
    return _of(_IMPORTS, state)


def payment_badge(order_state: str, payment_method: str, newest: Payment | None) -> Badge:
    """Where an order's money is, in one glance."""
    state = newest.state if newest else "pending"
    if state not in {"pending", "cancelled", "expired"}:
        return attempt_badge(state)
    if order_state in {"cancelled", "expired"}:
        return _NOTHING_DUE
    if payment_method == "cod":
        return _CASH_WITH_RIDER if order_state in {"shipped", "delivered", "completed"} else _CASH_TO_COME
    return _TRANSFER_AWAITED if payment_method == "bank" else attempt_badge(state)


def method_name(payment_method: str) -> str:
    """`Cash on delivery`."""
    rail = gateway(payment_method)
    return rail.title if rail else payment_method
