"""Units leave a warehouse."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import SHOP, Actor
from app.core.history import move
from app.inventory.errors import LedgerBroken
from app.inventory.events import StockShipped
from app.inventory.ledger import apply
from app.inventory.lock import lock_reservations
from app.inventory.models import Reservation
from app.inventory.states import reservation as machine


async def ship(session: AsyncSession, order_id: int, *, actor: Actor = SHOP) -> Sequence[Reservation]:
    """Take the order's committed units off the shelves; the reservations that left. Caller holds the
    order's lock.
    """
    rows = await lock_reservations(session, order_id, ("committed",))
    for row in rows:
        await move(session, machine, row, "ship", StockShipped(row.id, row.variant_id), actor=actor)
        left = await apply(
            session,
            "ship",
            warehouse_id=row.warehouse_id,
            variant_id=row.variant_id,
            d_on_hand=-row.quantity,
            d_allocated=-row.quantity,
            ref=("reservation", row.id),
            actor_id=actor.account_id,
        )
        if not left:
            raise LedgerBroken(row.id)
    return rows
