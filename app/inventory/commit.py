"""Make an order's promises firm: they no longer expire."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import SHOP, Actor
from app.core.history import move
from app.inventory.events import StockCommitted
from app.inventory.lock import lock_reservations
from app.inventory.states import reservation as machine


async def commit(session: AsyncSession, order_id: int, *, actor: Actor = SHOP) -> int:
    """Commit what the order holds; how many reservations that were. The caller holds the order's row lock."""
    rows = await lock_reservations(session, order_id, ("held", "expiring"))
    for row in rows:
        await move(session, machine, row, "commit", StockCommitted(row.id, row.variant_id), actor=actor)
        row.expires_at = None
    return len(rows)
