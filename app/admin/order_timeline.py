"""What happened to an order, in words: its moves, its money, its parcels and what staff remarked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.admin.badges import ORDER_STATES
from app.admin.order_facts import OrderFacts
from app.core.history import HistoryEntry

_ORDER_EVENTS = {
    "place": ("Order placed", "shopping-bag"),
    "payment_settled": ("Paid", "banknote"),
    "cod_confirmed": ("Confirmed by the customer", "phone"),
    "hold_expired": ("Ran out of time", "hourglass"),
    "customer_cancel": ("Cancelled by the customer", "circle-x"),
    "staff_cancel": ("Cancelled", "circle-x"),
    "paid_unfillable": ("Paid after it had ended", "triangle-alert"),
    "refund_settled": ("Money given back", "undo-2"),
    "staff_substitutes": ("Other goods agreed", "package"),
    "start": ("Packing started", "clipboard-list"),
    "pack": ("Packed", "package-check"),
    "ship": ("Handed over to the courier", "truck"),
    "delivered": ("Delivered", "house"),
    "returned_to_origin": ("Came back to us", "undo-2"),
    "return_window_ended": ("Completed", "check"),
}
_PAYMENT_EVENTS = {
    "capture": ("Money received", "banknote"),
    "fail": ("Payment failed", "circle-x"),
    "expire": ("Payment ran out", "hourglass"),
    "cancel": ("Payment closed, nobody waits for it", "ban"),
    "mismatch": ("A wrong amount came", "triangle-alert"),
    "lose_answer": ("Payment unclear", "triangle-alert"),
    "refund_part": ("Part given back", "undo-2"),
    "refund": ("Given back", "undo-2"),
    "dispute": ("Disputed", "triangle-alert"),
    "win": ("Dispute won", "check"),
    "lose": ("Dispute lost", "circle-x"),
}
_SHIPMENT_EVENTS = {
    "transit": ("Parcel on its way", "truck"),
    "go_out": ("Parcel out for delivery", "truck"),
    "fail_attempt": ("Nobody took the parcel", "triangle-alert"),
    "return": ("Parcel is coming back", "undo-2"),
    "returned": ("Parcel came back", "undo-2"),
    "lose": ("Parcel lost", "circle-x"),
}
_WORDS = {"order": _ORDER_EVENTS, "payment": _PAYMENT_EVENTS, "shipment": _SHIPMENT_EVENTS}
"""Steps without words (a payment begun, a parcel booked) say nothing that the order's own step does not."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `change` is from → to, `note` why."""

    text: str
    icon: str
    at: datetime
    who: str
    change: str = ""
    note: str = ""
    is_remark: bool = False


def moments(facts: OrderFacts) -> list[Moment]:
    """Everything, newest first."""
    happened = [*_moves(facts.history), *_remarks(facts), *_corrections(facts)]
    return sorted(happened, key=lambda moment: moment.at, reverse=True)


def _moves(history: Iterable[HistoryEntry]) -> Iterable[Moment]:
    for entry in reversed(list(history)):
        words = _WORDS.get(entry.aggregate_type, {}).get(entry.event)
        if words is not None:
            yield Moment(*words, entry.created_at, entry.actor_name, _change(entry), entry.note)


def _change(entry: HistoryEntry) -> str:
    if entry.aggregate_type != "order" or not entry.from_state:
        return ""
    return f"{ORDER_STATES[entry.from_state]} → {ORDER_STATES[entry.to_state]}"


def _remarks(facts: OrderFacts) -> Iterable[Moment]:
    for note in facts.detail.notes:
        yield Moment(
            "Note", "message-circle", note.created_at, note.actor_name, note=note.text, is_remark=True
        )


def _corrections(facts: OrderFacts) -> Iterable[Moment]:
    for one in facts.detail.adjustments:
        yield Moment("Total corrected", "pencil", one.created_at, "", note=one.reason)
