"""Staff move an order on through packing."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.history import move
from app.core.outbox import Event
from app.orders.events import OrderPacked, OrderStarted
from app.orders.lock import lock_order
from app.orders.models import Order
from app.orders.states import order as machine


async def start(session: AsyncSession, order_id: int, *, actor: Actor) -> Order:
    """Begin to pick a paid or confirmed order."""
    return await _advance(session, order_id, "start", OrderStarted(order_id), actor)


async def pack(session: AsyncSession, order_id: int, *, actor: Actor) -> Order:
    """Close the parcel of an order that is being picked."""
    return await _advance(session, order_id, "pack", OrderPacked(order_id), actor)


async def _advance(
    session: AsyncSession, order_id: int, event: str, announcement: Event, actor: Actor
) -> Order:
    order = await lock_order(session, order_id)
    before = order.state
    if await move(session, machine, order, event, announcement, actor=actor):
        audit(
            session,
            actor,
            f"order.{event}",
            "order",
            order.number,
            before={"state": before},
            after={"state": order.state},
        )
    return order
