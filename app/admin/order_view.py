"""An order as the person at the desk sees it: everything the shop knows, as far as their role goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.queries import SignedIn
from app.admin.acts import Acts, acts_for
from app.admin.badges import (
    Badge,
    attempt_badge,
    method_name,
    payment_badge,
    reservation_badge,
    shipment_badge,
)
from app.admin.contacts import Contact, address_lines, contact
from app.admin.frame import may
from app.admin.order_facts import OrderFacts
from app.admin.order_list import PATH, Row, rows
from app.admin.order_timeline import Moment, moments
from app.core.settings import Settings
from app.media.names import Picture, picture
from app.orders.models import Order, OrderLine
from app.payments.models import Payment, RailMessage
from app.shipping.couriers import courier
from app.shipping.models import Shipment


@dataclass(frozen=True, slots=True)
class LineView:
    """A line, with where its units are. Paisa; `tax_rate` in hundredths of a per cent."""

    name: str
    options_text: str
    sku: str
    url: str
    picture: Picture
    tint: str
    quantity: int
    unit_price: int
    discount: int
    line_total: int
    tax_rate: int
    tax_included: int


@dataclass(frozen=True, slots=True)
class StockView:
    """Units promised to the order, on one shelf."""

    name: str
    sku: str
    quantity: int
    warehouse: str
    badge: Badge
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One attempt to pay, with what was said about it. Paisa."""

    method: str
    reference: str
    their_reference: str
    badge: Badge
    amount: int
    captured: int
    paid_at: datetime | None
    messages: Sequence[RailMessage]


@dataclass(frozen=True, slots=True)
class ParcelView:
    """One parcel. `cash` is what its rider collects, in paisa."""

    courier: str
    tracking_number: str
    badge: Badge
    warehouse: str
    units: int
    weight_grams: int
    cash: int
    shipped_at: datetime | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of the total and how it came about. Paisa."""

    title: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything `admin/orders/show.html` shows."""

    number: str
    url: str
    state: str
    placed_at: datetime
    hold_until: datetime | None
    payment: Badge
    payment_method: str
    is_cash: bool
    due: int
    delivery_title: str
    delivery_days: tuple[date, date] | None
    contact: Contact
    has_account: bool
    ship_to: Sequence[str]
    bill_to: Sequence[str]
    customer_note: str
    lines: Sequence[LineView]
    item_count: int
    sums: Sequence[Sum]
    total: int
    taxes: Sequence[Sum]
    attempts: Sequence[AttemptView]
    parcels: Sequence[ParcelView]
    stock: Sequence[StockView]
    others: Sequence[Row]
    timeline: Sequence[Moment]
    acts: Acts
    can_note: bool


def order_view(settings: Settings, facts: OrderFacts, person: SignedIn) -> OrderView:
    """The order's page for this person; names, phones and addresses masked when their role says so."""
    order = facts.detail.order
    clear = may(person, "customers.contacts")
    newest = facts.payments[-1] if facts.payments else None
    ship_to = address_lines(facts.detail.address("shipping"), clear=clear)
    bill_to = address_lines(facts.detail.address("billing"), clear=clear)
    payment_state = newest.state if newest else ""
    return OrderView(
        number=order.number,
        url=f"{PATH}/{order.number}",
        state=order.state,
        placed_at=order.placed_at,
        hold_until=order.hold_expires_at if order.state == "pending" else None,
        payment=payment_badge(order.state, order.payment_method, newest),
        payment_method=method_name(order.payment_method),
        is_cash=order.payment_method == "cod",
        due=newest.amount if newest else order.total,
        delivery_title=order.delivery_title,
        delivery_days=_days(order),
        contact=contact(order.name, order.phone, order.email, clear=clear),
        has_account=order.account_id is not None,
        ship_to=ship_to,
        bill_to=[] if bill_to == ship_to else bill_to,
        customer_note=order.customer_note if clear else "",
        lines=[_line(settings, line) for line in order.lines],
        item_count=sum(line.quantity for line in order.lines),
        sums=_sums(facts),
        total=order.total,
        taxes=_taxes(order.lines),
        attempts=[_attempt(payment, facts.messages) for payment in facts.payments],
        parcels=[_parcel(parcel, facts.warehouses) for parcel in facts.parcels],
        stock=_stock(facts),
        others=rows(facts.others, facts.others_payments, person),
        timeline=moments(facts),
        acts=acts_for(order.state, order.payment_method, payment_state, person.permissions),
        can_note=may(person, "orders.note"),
    )


def _days(order: Order) -> tuple[date, date] | None:
    if order.delivery_from is None or order.delivery_until is None:
        return None
    return order.delivery_from, order.delivery_until


def _line(settings: Settings, line: OrderLine) -> LineView:
    return LineView(
        name=line.name,
        options_text=line.variant_title,
        sku=line.sku,
        url=f"/p/{line.slug}",
        picture=picture(settings, line.image_source),
        tint=line.tint,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=line.discount,
        line_total=line.line_total,
        tax_rate=line.tax_rate,
        tax_included=line.tax_included,
    )


def _sums(facts: OrderFacts) -> list[Sum]:
    """How the total came about, in the order in which it was summed (M5)."""
    order = facts.detail.order
    sums = [Sum("Items", order.goods_total)]
    if order.discount_total:
        sums.append(Sum("Discount", -order.discount_total, order.coupon_code))
    sums.append(Sum("Delivery", order.delivery_fee, order.delivery_title))
    if order.cod_fee:
        sums.append(Sum("Cash on delivery fee", order.cod_fee))
    return sums + [Sum("Correction", one.amount, one.reason) for one in facts.detail.adjustments]


def _taxes(lines: Sequence[OrderLine]) -> list[Sum]:
    by_rate: dict[int, int] = {}
    for line in lines:
        by_rate[line.tax_rate] = by_rate.get(line.tax_rate, 0) + line.tax_included
    return [
        Sum(f"Sales tax {rate / 100:g} %, included", tax) for rate, tax in sorted(by_rate.items()) if rate
    ]


def _attempt(payment: Payment, messages: Sequence[RailMessage]) -> AttemptView:
    return AttemptView(
        method=method_name(payment.rail),
        reference=payment.our_reference,
        their_reference=payment.rail_reference or "",
        badge=attempt_badge(payment.state),
        amount=payment.amount,
        captured=payment.captured,
        paid_at=payment.paid_at,
        messages=[message for message in messages if message.payment_id == payment.id],
    )


def _parcel(parcel: Shipment, warehouses: Mapping[int, str]) -> ParcelView:
    carrier = courier(parcel.courier)
    return ParcelView(
        courier=carrier.name if carrier else parcel.courier,
        tracking_number=parcel.tracking_number,
        badge=shipment_badge(parcel.state),
        warehouse=warehouses.get(parcel.warehouse_id, ""),
        units=sum(line.quantity for line in parcel.lines),
        weight_grams=parcel.weight_grams,
        cash=parcel.cod_amount,
        shipped_at=parcel.shipped_at,
        delivered_at=parcel.delivered_at,
    )


def _stock(facts: OrderFacts) -> list[StockView]:
    lines = {line.id: line for line in facts.detail.order.lines}
    return [
        StockView(
            name=lines[kept.order_line_id].name,
            sku=lines[kept.order_line_id].sku,
            quantity=kept.quantity,
            warehouse=facts.warehouses.get(kept.warehouse_id, ""),
            badge=reservation_badge(kept.state),
            until=kept.expires_at if kept.state in {"held", "expiring"} else None,
        )
        for kept in facts.reservations
    ]
