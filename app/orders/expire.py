"""A hold ran out: the goods are for sale again."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.history import move
from app.inventory.release import release
from app.orders.events import OrderExpired
from app.orders.models import Order
from app.orders.states import order as machine


async def expire_one(session: AsyncSession) -> int | None:
    """Expire the order whose hold ran out first and that nobody else is working on; its id, or None when none is.

    The database's clock decides, and no other (reliability reference, §3).
    """
    order = await session.scalar(
        select(Order)
        .where(Order.state == "pending", Order.hold_expires_at < func.now())
        .order_by(Order.hold_expires_at)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if order is None:
        return None
    await move(session, machine, order, "hold_expired", OrderExpired(order.id))
    await release(session, order.id, reason="The hold ran out.")
    return order.id
