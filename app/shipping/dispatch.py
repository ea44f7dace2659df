"""Hand the parcels over to the courier."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.clock import now
from app.core.errors import Rejected
from app.core.history import Refused, move, note_birth
from app.inventory.models import Reservation
from app.inventory.ship import ship
from app.orders.events import OrderShipped
from app.orders.lock import lock_order
from app.orders.models import Order, OrderLine
from app.orders.states import order as order_machine
from app.shipping.couriers import courier
from app.shipping.events import ShipmentBooked, ShipmentBooking, ShipmentPickedUp
from app.shipping.models import Shipment, ShipmentLine
from app.shipping.states import shipment as machine


async def dispatch(
    session: AsyncSession, order_id: int, *, courier_code: str, tracking_number: str, actor: Actor
) -> Order:
    """Ship a packed order: one parcel a warehouse, its units off the shelves, the order on its way.

    Doing it twice changes nothing. Raises Rejected for an unknown courier or a missing tracking number,
    Refused when
    the order is not packed.
    """
    _check(courier_code, tracking_number)
    order = await lock_order(session, order_id)
    if order.state == "shipped":
        return order
    if not order_machine.allows(order.state, "ship"):
        raise Refused("Pack the order before it is shipped.")
    by_warehouse: dict[int, list[Reservation]] = defaultdict(list)
    for reservation in await ship(session, order.id, actor=actor):
        by_warehouse[reservation.warehouse_id].append(reservation)
    lines = {
        line.id: line
        for line in await session.scalars(select(OrderLine).where(OrderLine.order_id == order.id))
    }
    cash = order.total if order.payment_method == "cod" else 0
    for warehouse_id, taken in sorted(by_warehouse.items()):
        parcel = _parcel(order, warehouse_id, taken, lines, courier_code, tracking_number, cash)
        cash = 0  # the first parcel's rider collects the whole sum
        await _hand_over(session, parcel, actor)
    await move(
        session, order_machine, order, "ship", OrderShipped(order.id), actor=actor, note=tracking_number
    )
    audit(
        session,
        actor,
        "order.ship",
        "order",
        order.number,
        after={"state": order.state, "courier": courier_code, "tracking_number": tracking_number},
    )
    return order


def _check(courier_code: str, tracking_number: str) -> None:
    chosen = courier(courier_code)
    if chosen is None:
        raise Rejected(errors={"courier": "Choose a courier."})
    if chosen.needs_tracking_number and not tracking_number.strip():
        raise Rejected(errors={"tracking_number": "Enter the tracking number from the courier's slip."})


def _parcel(
    order: Order,
    warehouse_id: int,
    taken: Iterable[Reservation],
    lines: dict[int, OrderLine],
    courier_code: str,
    tracking_number: str,
    cash: int,
) -> Shipment:
    taken = list(taken)
    return Shipment(
        order_id=order.id,
        seller_id=lines[taken[0].order_line_id].seller_id,
        warehouse_id=warehouse_id,
        courier=courier_code,
        tracking_number=tracking_number.strip(),
        state="draft",
        version=1,
        weight_grams=sum(lines[row.order_line_id].weight_grams * row.quantity for row in taken),
        cod_amount=cash,
        lines=[ShipmentLine(order_line_id=row.order_line_id, quantity=row.quantity) for row in taken],
    )


async def _hand_over(session: AsyncSession, parcel: Shipment, actor: Actor) -> None:
    session.add(parcel)
    await session.flush()
    note_birth(session, machine, parcel, "create", actor)
    await move(session, machine, parcel, "book", ShipmentBooking(parcel.id, parcel.order_id), actor=actor)
    await move(session, machine, parcel, "booked", ShipmentBooked(parcel.id, parcel.order_id), actor=actor)
    parcel.shipped_at = now()
    await move(session, machine, parcel, "pick_up", ShipmentPickedUp(parcel.id, parcel.order_id), actor=actor)
