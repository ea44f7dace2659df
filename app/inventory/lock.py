"""Taking an order's reservations in the one lock order."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.inventory.models import Reservation


async def lock_reservations(
    session: AsyncSession, order_id: int, states: Collection[str]
) -> Sequence[Reservation]:
    """The order's reservations in these states, locked, by (warehouse, variant) ascending."""
    rows = await session.scalars(
        select(Reservation)
        .where(Reservation.order_id == order_id, Reservation.state.in_(states))
        .order_by(Reservation.warehouse_id, Reservation.variant_id, Reservation.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return rows.all()
