"""A hold ran out: the goods are for sale again."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.history import move
from app.inventory.release import release
from app.orders.events import OrderExpired
from app.orders.models import Order
from app.orders.states import order as machine

_IS_DUE = (Order.state == "pending", Order.hold_expires_at < func.now())
"""The database's clock decides, and no other (reliability reference, §3)."""


async def next_due(session: AsyncSession, leaving_out: Collection[int]) -> int | None:
    """The order whose hold ran out first, apart from those left out."""
    due: int | None = await session.scalar(
        select(Order.id)
        .where(*_IS_DUE, Order.id.not_in(leaving_out))
        .order_by(Order.hold_expires_at)
        .limit(1)
    )
    return due


async def expire(session: AsyncSession, order_id: int) -> bool:
    """Expire the order and release its units; False when it is not due any more or somebody works on it just now."""
    order = await session.scalar(
        select(Order)
        .where(Order.id == order_id, *_IS_DUE)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if order is None:
        return False
    await move(session, machine, order, "hold_expired", OrderExpired(order.id))
    await release(session, order.id, reason="The hold ran out.")
    return True
