"""Making a shelf agree with a list."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.inventory.models import Movement, StockAct, StockItem
from app.inventory.receive_many import Count, receive_many
from tests.factories.catalog import make_product, shop_basics, variants_of


async def agree(db: AsyncSession, *counts: Count, key: str) -> set[int]:
    """Make the first warehouse agree."""
    basics = await shop_basics(db)
    return await receive_many(
        db, counts, warehouse_id=basics.warehouse.id, seller_id=basics.seller.id, key=key, reason="test"
    )


async def test_shelves_agree_and_each_change_has_its_movement(db: AsyncSession) -> None:
    pen = await make_product(db, stock=10, variants=3)
    more, less, same = [variant.id for variant in await variants_of(db, pen)]
    changed = await agree(db, Count(more, 15, 5), Count(less, 4, 5), Count(same, 10, 5), key="list-1")
    assert changed == {more, less}
    moves = await db.execute(
        select(Movement.variant_id, Movement.kind, Movement.d_on_hand, Movement.reason)
        .where(Movement.ref_type == "stock_act")
        .order_by(Movement.variant_id)
    )
    assert moves.all() == [(more, "adjust", 5, "test"), (less, "adjust", -6, "test")]
    on_hand = await db.execute(select(StockItem.variant_id, StockItem.on_hand).order_by(StockItem.variant_id))
    assert on_hand.all() == [(more, 15), (less, 4), (same, 10)]


async def test_a_list_that_changes_nothing_writes_nothing(db: AsyncSession) -> None:
    pen = await make_product(db, stock=10)
    (variant,) = await variants_of(db, pen)
    assert await agree(db, Count(variant.id, 10, 5), Count(variant.id, None, None), key="list-1") == set()
    assert (await db.scalars(select(StockAct))).all() == []


async def test_a_changed_threshold_is_no_movement(db: AsyncSession) -> None:
    pen = await make_product(db, stock=10)
    (variant,) = await variants_of(db, pen)
    before = (await db.scalars(select(Movement.id))).all()
    assert await agree(db, Count(variant.id, None, 3), key="list-1") == {variant.id}
    assert (await db.scalars(select(Movement.id))).all() == before
    assert (await db.scalars(select(StockItem.low_stock_at))).all() == [3]


async def test_promised_units_stay(db: AsyncSession) -> None:
    pen = await make_product(db, stock=10)
    (variant,) = await variants_of(db, pen)
    item = (await db.scalars(select(StockItem))).one()
    item.available, item.allocated = 3, 7
    await db.flush()
    await agree(db, Count(variant.id, 5, None), key="list-1")
    await db.refresh(item)
    assert (item.available, item.allocated, item.on_hand) == (0, 7, 7)
