"""Promise units to an order, inside the checkout transaction (F-131)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.history import note_birth
from app.core.outbox import record
from app.inventory.allocation import Demand, Pick, allocate
from app.inventory.errors import SoldOut, StockMoved
from app.inventory.events import StockReserved
from app.inventory.ledger import apply
from app.inventory.models import Reservation
from app.inventory.queries import shelves
from app.inventory.states import reservation as machine


async def reserve(
    session: AsyncSession, order_id: int, demands: Sequence[Demand], expires_at: datetime | None
) -> list[Reservation]:
    """Hold units for each line. The last thing a checkout does before its commit: stock rows are the hot ones.

    Raises SoldOut when there is not enough, StockMoved when another checkout was quicker (run the transaction
    again).
    """
    wanted = sorted({demand.variant_id for demand in demands})
    picks, short = allocate(demands, await shelves(session, wanted))
    if short:
        raise SoldOut(short)
    held = [_reservation(order_id, pick, expires_at) for pick in picks]
    session.add_all(held)
    await session.flush()
    for row in held:
        note_birth(session, machine, row, "reserve")
        await record(session, StockReserved(row.id, row.variant_id), version=1)
    await session.flush()
    for row in held:
        taken = await apply(
            session,
            "reserve",
            warehouse_id=row.warehouse_id,
            variant_id=row.variant_id,
            d_on_hand=0,
            d_allocated=row.quantity,
            ref=("reservation", row.id),
        )
        if not taken:
            raise StockMoved("Stock changed while the order was placed.")
    return held


def _reservation(order_id: int, pick: Pick, expires_at: datetime | None) -> Reservation:
    return Reservation(
        order_id=order_id,
        order_line_id=pick.order_line_id,
        warehouse_id=pick.warehouse_id,
        variant_id=pick.variant_id,
        quantity=pick.quantity,
        state="held",
        version=1,
        expires_at=expires_at,
    )
