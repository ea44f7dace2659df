"""Taking the order's row lock: the first lock of every act on an order (reliability reference, §4.2)."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.orders.errors import NoSuchOrder
from app.orders.models import Order


async def lock_order(session: AsyncSession, order_id: int) -> Order:
    """The order as it is now, nobody else changing it until the transaction ends. Raises NoSuchOrder."""
    row = await session.scalar(
        select(Order)
        .where(Order.id == order_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NoSuchOrder
    return row
