"""How an order is shown to the person who placed it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.phones import show_phone
from app.checkout.draft import PostalAddress
from app.core.history import HistoryEntry
from app.core.money import format_money
from app.core.settings import Settings
from app.media.names import Picture, picture
from app.orders.models import Order
from app.orders.queries import OrderDetail
from app.orders.states import ENDED_BADLY, happy_path
from app.orders.states import order as machine
from app.payments.gateways import gateway
from app.payments.models import Payment
from app.reviews.write import HAS_ARRIVED
from app.shipping.couriers import courier
from app.shipping.models import Shipment
from app.storefront.cart_view import Sums
from app.storefront.checkout_view import address_lines

_STEPS = {
    "pending": ("Order placed", "clipboard-list"),
    "confirmed": ("Confirmed", "circle-check"),
    "paid": ("Paid", "banknote"),
    "processing": ("Being prepared", "clipboard-list"),
    "packed": ("Packed", "package-check"),
    "shipped": ("Shipped", "truck"),
    "delivered": ("Delivered", "house"),
}
_BAD_ENDS = {
    "cancelled": ("Cancelled", "circle-x"),
    "expired": ("Not paid or confirmed in time", "hourglass"),
    "unfillable": ("Paid, but sold out meanwhile", "triangle-alert"),
    "rto": ("Came back to us", "undo-2"),
}
_WORDS = {
    ("pending", "cod"): (
        "Thank you. Your order is placed.",
        "We phone you to confirm it before we pack. You pay {total} to the rider.",
    ),
    ("pending", "bank"): (
        "Thank you. Your order is placed.",
        "Transfer {total} and we pack as soon as the money is here.",
    ),
    "confirmed": ("Your order is confirmed.", "We pack it next and write to you when it leaves."),
    "paid": ("Your order is paid.", "We pack it next and write to you when it leaves."),
    "processing": ("We are preparing your order.", "We write to you when it leaves."),
    "packed": ("Your order is packed.", "The courier picks it up next."),
    "shipped": ("Your order is on its way.", "Keep your phone near: the rider calls before coming."),
    "delivered": ("Your order is delivered.", "Thank you for shopping with us."),
    "completed": ("Your order is complete.", "Thank you for shopping with us."),
    "cancelled": ("This order was cancelled.", "Nothing will be sent. Money that was paid is given back."),
    "expired": (
        "This order ran out of time.",
        "It was not paid or confirmed in time, so nothing will be sent.",
    ),
    "unfillable": (
        "Paid, but something sold out while we waited.",
        "We call you to choose: something else, or your money back.",
    ),
    "rto": ("This order came back to us.", "The courier could not hand it over. Call us to send it again."),
}


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step of `components/timeline.html`."""

    label: str
    icon: str
    state: str
    at: datetime | None
    note: str | None


@dataclass(frozen=True, slots=True)
class OrderLineView:
    """A line, as it was when it was ordered. Paisa."""

    name: str
    url: str | None
    options_text: str
    picture: Picture
    tint: str
    quantity: int
    unit_price: int
    line_total: int
    review_url: str | None
    """Where it can be reviewed: once it is here, and once only."""
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """A parcel."""

    courier: str
    tracking_number: str
    tracking_url: str | None
    state: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """How it is paid."""

    label: str
    state: str
    text: str | None


@dataclass(frozen=True, slots=True)
class BankView:
    """Where to transfer to, and until when."""

    bank: str
    title: str
    iban: str
    amount: int
    reference: str
    until: datetime


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything `orders/show.html` shows."""

    number: str
    state: str
    placed_at: datetime
    headline: str
    lead: str
    is_new: bool
    lines: Sequence[OrderLineView]
    sums: Sums
    timeline: Sequence[TimelineStep]
    shipments: Sequence[ShipmentView]
    address: Sequence[str]
    email: str
    phone: str
    payment: PaymentView
    bank: BankView | None
    cancel_url: str | None


def order_view(
    settings: Settings,
    detail: OrderDetail,
    payments: Sequence[Payment],
    parcels: Sequence[Shipment],
    *,
    key: str,
    reviewed: Collection[int] = (),
) -> OrderView:
    """The order as its owner sees it. Staff notes and names stay out. `reviewed` are ids of its lines."""
    order = detail.order
    headline, lead = _words(order)
    return OrderView(
        number=order.number,
        state=order.state,
        placed_at=order.placed_at,
        headline=headline,
        lead=lead,
        is_new=order.state == "pending",
        lines=_lines(settings, order, key, reviewed),
        sums=_sums(order),
        timeline=timeline(order, detail.history),
        shipments=[_shipment(parcel) for parcel in parcels],
        address=_address(detail),
        email=order.email,
        phone=show_phone(order.phone),
        payment=_payment(order, payments),
        bank=_bank(settings, order),
        cancel_url=_cancel_url(order, key),
    )


def _words(order: Order) -> tuple[str, str]:
    words: dict[Any, tuple[str, str]] = _WORDS
    headline, lead = words.get((order.state, order.payment_method)) or words[order.state]
    return headline, lead.format(total=format_money(order.total))


def _lines(settings: Settings, order: Order, key: str, reviewed: Collection[int]) -> list[OrderLineView]:
    return [
        OrderLineView(
            name=line.name,
            url=f"/p/{line.slug}",
            options_text=line.variant_title,
            picture=picture(settings, line.image_source),
            tint=line.tint,
            quantity=line.quantity,
            unit_price=line.unit_price,
            line_total=line.line_total,
            review_url=None
            if line.id in reviewed or order.state not in HAS_ARRIVED
            else review_path(order.number, line.id, key),
            is_reviewed=line.id in reviewed,
        )
        for line in order.lines
    ]


def review_path(number: str, line_id: int, key: str) -> str:
    """The form about that line, by the same right by which the order was opened."""
    return f"/orders/{number}/lines/{line_id}/review" + (f"?key={key}" if key else "")


def _sums(order: Order) -> Sums:
    return Sums(
        goods_total=order.goods_total,
        discount_total=order.discount_total,
        delivery_fee=order.delivery_fee,
        delivery_note=order.delivery_title,
        cod_fee=order.cod_fee,
        tax_included=order.tax_included,
        total=order.total,
    )


def timeline(order: Order, history: Sequence[HistoryEntry]) -> list[TimelineStep]:
    """The steps of the order's way to pay; after a bad end only what did happen, and that end."""
    moves = [entry for entry in history if entry.aggregate_type == machine.aggregate]
    when = {entry.to_state: entry.created_at for entry in moves}
    path = happy_path(order.payment_method)
    if order.state in ENDED_BADLY:
        done = [step for step in path if step in when]
        label, icon = _BAD_ENDS[order.state]
        end = TimelineStep(label, icon, "failed", when.get(order.state), None)
        return [*[_step(step, "done", when.get(step)) for step in done], end]
    at = path.index(order.state) if order.state in path else len(path)
    last = len(path) - 1
    return [
        _step(step, "done" if index < at or at >= last else "now" if index == at else "ahead", when.get(step))
        for index, step in enumerate(path)
    ]


def _step(state: str, look: str, at: datetime | None) -> TimelineStep:
    label, icon = _STEPS[state]
    return TimelineStep(label, icon, look, at, None)


def _shipment(parcel: Shipment) -> ShipmentView:
    carrier = courier(parcel.courier)
    state = "shipped" if parcel.state in {"picked_up", "in_transit"} else parcel.state
    return ShipmentView(carrier.name if carrier else parcel.courier, parcel.tracking_number, None, state)


def _address(detail: OrderDetail) -> list[str]:
    place = detail.address("shipping")
    if place is None:
        return []
    return address_lines(
        PostalAddress(
            name=place.name,
            line1=place.line1,
            line2=place.line2,
            landmark=place.landmark,
            city=place.city,
            province=place.province,
            postal_code=place.postal_code,
        )
    )


def _payment(order: Order, payments: Sequence[Payment]) -> PaymentView:
    rail = gateway(order.payment_method)
    label = rail.title if rail else order.payment_method
    attempt = payments[-1] if payments else None
    state = attempt.state if attempt else "pending"
    return PaymentView(label, "waiting" if state == "pending" else state, None)


def _bank(settings: Settings, order: Order) -> BankView | None:
    if order.payment_method != "bank" or order.state != "pending" or order.hold_expires_at is None:
        return None
    return BankView(
        bank=settings.bank_name,
        title=settings.bank_account_title,
        iban=settings.bank_iban,
        amount=order.total,
        reference=order.number,
        until=order.hold_expires_at,
    )


def _cancel_url(order: Order, key: str) -> str | None:
    if not machine.allows(order.state, "customer_cancel"):
        return None
    return f"/orders/{order.number}/cancellation" + (f"?key={key}" if key else "")
