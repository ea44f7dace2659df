"""The writer of stock numbers: a guarded change of the row, and its movement, together (S3, S8).

`receive_many` does the same for an import's many rows at once, with the same guards. There is no third.
"""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.inventory.models import Movement, StockItem


async def apply(
    session: AsyncSession,
    kind: str,
    *,
    warehouse_id: int,
    variant_id: int,
    d_on_hand: int,
    d_allocated: int,
    ref: tuple[str, int],
    actor_id: int | None = None,
    reason: str = "",
) -> bool:
    """Change the row and write the movement; False (and nothing written) when a number would fall below zero.

    Callers who change several rows go by (warehouse, variant) ascending, the lock order of the whole program.
    """
    d_available = d_on_hand - d_allocated
    changed = await session.execute(
        update(StockItem)
        .where(
            StockItem.warehouse_id == warehouse_id,
            StockItem.variant_id == variant_id,
            StockItem.available + d_available >= 0,
            StockItem.allocated + d_allocated >= 0,
        )
        .values(available=StockItem.available + d_available, allocated=StockItem.allocated + d_allocated)
        .returning(StockItem.variant_id)
        .execution_options(synchronize_session=False)
    )
    if changed.scalar() is None:
        return False
    session.add(
        Movement(
            kind=kind,
            warehouse_id=warehouse_id,
            variant_id=variant_id,
            d_on_hand=d_on_hand,
            d_allocated=d_allocated,
            ref_type=ref[0],
            ref_id=ref[1],
            actor_id=actor_id,
            reason=reason,
        )
    )
    return True
