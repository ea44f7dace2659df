"""Orders that were placed."""

from datetime import timedelta
from types import SimpleNamespace as Model
from typing import Any

from tests.templates.pieces import LINES, PLACED, sums


def timeline(reached: int, failed: bool = False) -> list[Model]:
    """The life of an order up to step `reached`."""
    names = [
        ("Placed", "shopping-bag"),
        ("Confirmed", "circle-check"),
        ("Packed", "package-check"),
        ("Shipped", "truck"),
        ("Delivered", "house"),
    ]
    made = []
    for n, (label, icon) in enumerate(names):
        state = "done" if n < reached else "now" if n == reached else "ahead"
        at = PLACED + timedelta(hours=6 * n) if n <= reached else None
        note = "Leopards, LE7712093" if label == "Shipped" and at else None
        made.append(Model(label=label, icon=icon, state=state, at=at, note=note))
    if failed:
        made[reached:] = [
            Model(label="Cancelled", icon="circle-x", state="failed", at=PLACED, note="You cancelled it.")
        ]
    return made


BANK = Model(
    bank="Meezan Bank",
    title="Buy2Enjoy (Private) Limited",
    iban="PK36 MEZN 0000 0011 2345 6702",
    amount=663_900,
    reference="B2E-10482",
    until=PLACED + timedelta(hours=48),
)


def order(**other: Any) -> Model:
    """A placed cash order."""
    filled = {
        "number": "B2E-10482",
        "state": "pending",
        "placed_at": PLACED,
        "is_new": True,
        "headline": "Thank you. Your order is placed.",
        "lead": "Pay Rs 6,739 to the rider. We sent the details to hira@example.com.",
        "lines": LINES,
        "sums": sums(6440, 199, 100),
        "timeline": timeline(0),
        "shipments": [],
        "address": ["Hira Saleem", "House 12, Street 4, Gulberg III", "Lahore 54660, Punjab"],
        "email": "hira@example.com",
        "phone": "0300 1234567",
        "payment": Model(label="Cash on delivery", state="waiting", text=None),
        "bank": None,
        "cancel_url": "/orders/B2E-10482/cancellation",
    }
    return Model(**{**filled, **other})


def short_order(number: str, state: str) -> Model:
    """An order in a list."""
    return Model(
        number=number,
        url=f"/orders/{number}",
        state=state,
        placed_at=PLACED,
        count=6,
        total=673_900,
        timeline=timeline(2),
    )
