"""The money is there: what becomes of the order (reliability reference, §2.1 and “late payment” in §3)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import SHOP, Actor
from app.core.history import move
from app.inventory.allocation import Demand
from app.inventory.commit import commit
from app.inventory.errors import SoldOut, StockMoved
from app.inventory.reserve import reserve
from app.orders.events import OrderPaid, OrderUnfillable
from app.orders.models import Order, OrderLine
from app.orders.states import order as machine


async def settle(session: AsyncSession, order: Order, *, actor: Actor = SHOP) -> None:
    """Move a prepaid order on. An expired one is revived if its goods are still there, else it is unfillable.

    The caller holds the order's row lock. A second call for the same money changes nothing.
    """
    if order.state == "pending":
        await _pay(session, order, actor)
    elif order.state == "expired":
        await _revive(session, order, actor)
    elif order.state == "cancelled":
        await move(session, machine, order, "paid_unfillable", OrderUnfillable(order.id), actor=actor)


async def _pay(session: AsyncSession, order: Order, actor: Actor) -> None:
    await move(session, machine, order, "payment_settled", OrderPaid(order.id), actor=actor)
    await commit(session, order.id, actor=actor)
    order.hold_expires_at = None


async def _revive(session: AsyncSession, order: Order, actor: Actor) -> None:
    try:
        async with session.begin_nested():
            await reserve(session, order.id, await _demands(session, order.id), None)
    except (SoldOut, StockMoved):
        await move(session, machine, order, "paid_unfillable", OrderUnfillable(order.id), actor=actor)
    else:
        await _pay(session, order, actor)


async def _demands(session: AsyncSession, order_id: int) -> Sequence[Demand]:
    lines = await session.scalars(select(OrderLine).where(OrderLine.order_id == order_id))
    return [Demand(line.id, line.variant_id, line.quantity) for line in lines]
