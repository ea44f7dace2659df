"""Correct what lies on a shelf."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import SHOP, Actor
from app.core.outbox import record
from app.inventory.errors import UnitsPromised
from app.inventory.events import StockChanged
from app.inventory.ledger import apply

_HOLDERS = text(
    "SELECT string_agg(DISTINCT orders.number, ', ' ORDER BY orders.number) FROM reservations "
    "JOIN orders ON orders.id = reservations.order_id WHERE reservations.variant_id = :variant_id "
    "AND reservations.warehouse_id = :warehouse_id AND reservations.state IN ('held', 'expiring', 'committed')"
)


async def adjust(
    session: AsyncSession,
    *,
    warehouse_id: int,
    variant_id: int,
    delta: int,
    ref: tuple[str, int],
    actor: Actor = SHOP,
    reason: str = "",
) -> None:
    """Add or take away units.

    There is no force: raises UnitsPromised when orders hold what would be taken. A staff act is told by StockChanged.
    """
    done = await apply(
        session,
        "adjust",
        warehouse_id=warehouse_id,
        variant_id=variant_id,
        d_on_hand=delta,
        d_allocated=0,
        ref=ref,
        actor_id=actor.account_id,
        reason=reason,
    )
    if not done:
        place = {"variant_id": variant_id, "warehouse_id": warehouse_id}
        numbers = await session.scalar(_HOLDERS, place)
        raise UnitsPromised(
            f"Units are promised to {numbers}. Cancel or shorten these orders first."
            if numbers
            else "There are not so many on the shelf."
        )
    if ref[0] == "stock_act":
        await record(session, StockChanged(ref[1], variant_id))
