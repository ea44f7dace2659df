"""What a list says lies on the shelves: many variants in a few statements, each change with its movement (S3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import SHOP, Actor
from app.inventory.models import StockAct, StockItem

DEFAULT_LOW_STOCK_AT = 5

_ADD = text(
    """
    WITH made AS (
        INSERT INTO stock_items (warehouse_id, variant_id, seller_id, available, low_stock_at)
        SELECT :warehouse_id, variant_id, :seller_id, units, low_stock_at
        FROM jsonb_to_recordset(:counts) AS given(variant_id bigint, units int, low_stock_at int)
        ORDER BY variant_id
        ON CONFLICT DO NOTHING RETURNING variant_id, available
    )
    INSERT INTO movements (kind, warehouse_id, variant_id, d_on_hand, d_allocated, ref_type, ref_id, actor_id, reason)
    SELECT 'receive', :warehouse_id, variant_id, available, 0, 'stock_act', :act_id, :actor_id, :reason
    FROM made WHERE available > 0
    """
).bindparams(bindparam("counts", type_=JSONB))

_CORRECT = text(
    """
    WITH changed AS (
        UPDATE stock_items SET available = given.target, low_stock_at = given.low_stock_at, updated_at = now()
        FROM jsonb_to_recordset(:counts) AS given(variant_id bigint, units int, low_stock_at int, target int)
        WHERE stock_items.warehouse_id = :warehouse_id AND stock_items.variant_id = given.variant_id
        RETURNING stock_items.variant_id, given.units
    )
    INSERT INTO movements (kind, warehouse_id, variant_id, d_on_hand, d_allocated, ref_type, ref_id, actor_id, reason)
    SELECT 'adjust', :warehouse_id, variant_id, units, 0, 'stock_act', :act_id, :actor_id, :reason
    FROM changed WHERE units <> 0
    """
).bindparams(bindparam("counts", type_=JSONB))


@dataclass(frozen=True, slots=True)
class Count:
    """What a list says of one variant. None leaves the number as it is (0 units, the usual threshold, when new)."""

    variant_id: int
    on_hand: int | None
    low_stock_at: int | None


async def receive_many(
    session: AsyncSession,
    counts: Sequence[Count],
    *,
    warehouse_id: int,
    seller_id: int,
    key: str,
    actor: Actor = SHOP,
    reason: str = "",
) -> set[int]:
    """Make the shelf agree with the list and return the ids of the variants that changed.

    New stock items receive their units, existing ones are adjusted by the difference; nothing falls below what
    orders are promised. `key` names the list: all its movements refer to one stock act. A list that changes
    nothing writes nothing.
    """
    known = await _lock(session, warehouse_id, [count.variant_id for count in counts])
    new = [_new(count) for count in counts if count.variant_id not in known]
    corrected = [row for count in counts if (row := _correction(count, known.get(count.variant_id)))]
    if not new and not corrected:
        return set()
    act = StockAct(key=key, kind="count", actor_id=actor.account_id, reason=reason)
    session.add(act)
    await session.flush()
    common = {
        "warehouse_id": warehouse_id,
        "act_id": act.id,
        "actor_id": actor.account_id,
        "reason": reason,
    }
    if new:
        await session.execute(_ADD, {**common, "seller_id": seller_id, "counts": new})
    if corrected:
        await session.execute(_CORRECT, {**common, "counts": corrected})
    return {row["variant_id"] for row in (*new, *corrected)}


async def _lock(session: AsyncSession, warehouse_id: int, variant_ids: list[int]) -> dict[int, StockItem]:
    """The shelf's items, locked in the one lock order."""
    rows = await session.scalars(
        select(StockItem)
        .where(StockItem.warehouse_id == warehouse_id, StockItem.variant_id.in_(variant_ids))
        .order_by(StockItem.warehouse_id, StockItem.variant_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {item.variant_id: item for item in rows}


def _new(count: Count) -> dict[str, Any]:
    low = count.low_stock_at if count.low_stock_at is not None else DEFAULT_LOW_STOCK_AT
    return {"variant_id": count.variant_id, "units": count.on_hand or 0, "low_stock_at": low}


def _correction(count: Count, item: StockItem | None) -> dict[str, Any] | None:
    """What to change, if anything: the new `available`, and the difference as `units`."""
    if item is None:
        return None
    target = item.available if count.on_hand is None else max(count.on_hand - item.allocated, 0)
    low = item.low_stock_at if count.low_stock_at is None else count.low_stock_at
    if (target, low) == (item.available, item.low_stock_at):
        return None
    return {
        "variant_id": count.variant_id,
        "target": target,
        "units": target - item.available,
        "low_stock_at": low,
    }
