"""Give an order's units back."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import SHOP, Actor
from app.core.history import move
from app.inventory.errors import LedgerBroken
from app.inventory.events import StockReleased
from app.inventory.ledger import apply
from app.inventory.lock import lock_reservations
from app.inventory.states import LIVE
from app.inventory.states import reservation as machine


async def release(session: AsyncSession, order_id: int, *, actor: Actor = SHOP, reason: str = "") -> int:
    """Release whatever the order still holds; how many reservations that were. A second call finds none (S5).

    The caller holds the order's row lock.
    """
    rows = await lock_reservations(session, order_id, LIVE)
    for row in rows:
        await move(session, machine, row, "release", StockReleased(row.id, row.variant_id), actor=actor)
        given_back = await apply(
            session,
            "release",
            warehouse_id=row.warehouse_id,
            variant_id=row.variant_id,
            d_on_hand=0,
            d_allocated=-row.quantity,
            ref=("reservation", row.id),
            actor_id=actor.account_id,
            reason=reason,
        )
        if not given_back:
            raise LedgerBroken(row.id)
    return len(rows)
