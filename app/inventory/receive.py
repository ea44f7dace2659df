"""Goods arrive."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import SHOP, Actor
from app.core.outbox import record
from app.inventory.events import StockChanged
from app.inventory.ledger import apply
from app.inventory.models import StockItem


async def receive(
    session: AsyncSession,
    *,
    warehouse_id: int,
    variant_id: int,
    seller_id: int,
    quantity: int,
    ref: tuple[str, int],
    actor: Actor = SHOP,
    reason: str = "",
) -> None:
    """Put units on the shelf, making the stock item when it is new.

    `ref` names the cause; one cause counts once. That of a staff act is told by StockChanged, another by its own event.
    """
    item = insert(StockItem).values(warehouse_id=warehouse_id, variant_id=variant_id, seller_id=seller_id)
    await session.execute(item.on_conflict_do_nothing())
    await apply(
        session,
        "receive",
        warehouse_id=warehouse_id,
        variant_id=variant_id,
        d_on_hand=quantity,
        d_allocated=0,
        ref=ref,
        actor_id=actor.account_id,
        reason=reason,
    )
    if ref[0] == "stock_act":
        await record(session, StockChanged(ref[1], variant_id))
