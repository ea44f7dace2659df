"""Cart and checkout."""

from types import SimpleNamespace as Model
from typing import Any

from tests.templates.frame import CSRF, frame
from tests.templates.pieces import LINES, form, sums


def cart(**other: Any) -> Model:
    """A cart of three lines."""
    filled = {
        "lines": LINES,
        "sums": sums(6440, None),
        "count": 6,
        "can_check_out": True,
        "free_delivery": Model(threshold=800_000, missing=156_000),
        "saved": [],
        "city": "",
        "arrives": "",
    }
    return Model(**{**filled, **other})


SAVED = [
    Model(
        id=number,
        url=line.url,
        name=line.name,
        options_text=line.options_text,
        picture=line.picture,
        tint=line.tint,
        unit_price=line.unit_price,
        compare_at=line.compare_at,
        quantity=2,
        stock=words,
        available=words != "Sold out",
    )
    for number, (line, words) in enumerate(
        zip(LINES, ("In stock", "Only 1 left", "Sold out"), strict=True), 1
    )
]
EMPTY_CART = cart(lines=[], sums=sums(0, None), count=0, can_check_out=False, free_delivery=None)


STEPS = ("Contact", "Delivery", "Payment", "Review")


def steps(now: int) -> list[Model]:
    """The stepper at step `now` (0–3)."""
    return [
        Model(
            name=name,
            url=f"/checkout/{name.lower()}",
            state="done" if n < now else "current" if n == now else "later",
        )
        for n, name in enumerate(STEPS)
    ]


def checkout(now: int, **context: Any) -> dict[str, Any]:
    """A checkout step."""
    summary = Model(lines=LINES, count=6, sums=sums(6440, 199 if now > 1 else None, 100 if now > 2 else 0))
    return frame(STEPS[now], csrf=CSRF, steps=steps(now), summary=summary, **{"form": form(), **context})


METHODS = [
    Model(
        value="standard",
        title="Standard delivery",
        text="Arrives Wed 25 – Thu 26 Nov, Leopards.",
        price=19_900,
        disabled=False,
        reason=None,
    ),
    Model(
        value="express",
        title="Next day in Lahore",
        text="Arrives Tue 24 Nov, our own rider.",
        price=35_000,
        disabled=False,
        reason=None,
    ),
    Model(
        value="pickup",
        title="Pick up in Anarkali",
        text="Ready tomorrow from 11 am.",
        price=0,
        disabled=False,
        reason=None,
    ),
]
PAYMENTS = [
    Model(
        value="cod",
        title="Cash on delivery",
        text="Pay the rider. The fee is what couriers charge for carrying cash.",
        price=10_000,
        disabled=False,
        reason=None,
    ),
    Model(
        value="bank",
        title="Bank transfer",
        text="We show the account after you order and keep your things for 48 hours.",
        price=None,
        disabled=False,
        reason=None,
    ),
]
COD_REFUSED = [
    Model(
        value="cod",
        title="Cash on delivery",
        text=None,
        price=None,
        disabled=True,
        reason="Not for orders over Rs 50,000.",
    ),
    PAYMENTS[1],
]
ADDRESS = {
    "name": "Hira Saleem",
    "line": "House 12, Street 4, Gulberg III",
    "area": "behind Liberty Market",
    "city": "Lahore",
    "province": "punjab",
    "postcode": "54660",
    "method": "standard",
}
PROVINCES = [
    ("punjab", "Punjab"),
    ("sindh", "Sindh"),
    ("kp", "Khyber Pakhtunkhwa"),
    ("balochistan", "Balochistan"),
    ("islamabad", "Islamabad Capital Territory"),
]
DELIVERY = {
    "cities": ["Lahore", "Karachi", "Islamabad", "Multan"],
    "methods": METHODS,
}
ORDERABLE = {"cart_id": 7, "can_be_ordered": True}
PARTS = [
    Model(title="Contact", lines=["hira@example.com", "0300 1234567"], url="/checkout/contact"),
    Model(
        title="Delivery",
        lines=[
            "Hira Saleem",
            "House 12, Street 4, Gulberg III",
            "Lahore 54660, Punjab",
            "Standard delivery, Wed 25 – Thu 26 Nov",
        ],
        url="/checkout/delivery",
    ),
    Model(title="Payment", lines=["Cash on delivery"], url="/checkout/payment"),
]


SAID = "Added Khattat Fountain Pen. Cart has 4 items, Rs 7,250."
ADDED = Model(
    kind="success",
    text="Added Khattat Fountain Pen.",
    links=[("View cart", "/cart"), ("Checkout", "/checkout")],
)
REMOVED = Model(
    kind="success",
    text="Removed Noir Metal Ballpoint.",
    undo=Model(
        action="/cart/lines", fields={"variant_id": "77", "quantity": "2", "back": "/cart"}, label="Undo"
    ),
)
