"""The customer has the parcels."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.clock import now
from app.core.history import move
from app.orders.events import OrderDelivered
from app.orders.lock import lock_order
from app.orders.models import Order
from app.orders.states import order as order_machine
from app.shipping.events import ShipmentDelivered
from app.shipping.models import Shipment
from app.shipping.states import shipment as machine

_ON_ITS_WAY = ("picked_up", "in_transit", "out_for_delivery")


async def deliver(session: AsyncSession, order_id: int, *, actor: Actor) -> Order:
    """Mark all of a shipped order's parcels delivered, and with the last one the order."""
    order = await lock_order(session, order_id)
    moved = await move(session, order_machine, order, "delivered", OrderDelivered(order.id), actor=actor)
    if not moved:
        return order
    parcels = await session.scalars(
        select(Shipment)
        .where(Shipment.order_id == order.id, Shipment.state.in_(_ON_ITS_WAY))
        .order_by(Shipment.id)
        .with_for_update(key_share=True)
    )
    for parcel in parcels:
        parcel.delivered_at = now()
        await move(session, machine, parcel, "deliver", ShipmentDelivered(parcel.id, order.id), actor=actor)
    audit(session, actor, "order.deliver", "order", order.number, after={"state": order.state})
    return order
