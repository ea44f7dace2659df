"""What somebody might like."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Category, Product
from app.orders.models import CoPurchase
from app.search.recommend import recommend
from tests.factories.catalog import make_product


async def _elsewhere(db: AsyncSession, **columns: Any) -> Product:
    """A product of another shelf and brand."""
    product = await make_product(db, **columns)
    shelf, brand = (
        Category(name="Ink", slug=f"ink-{product.id}"),
        Brand(name=f"B {product.id}", slug=f"b-{product.id}"),
    )
    db.add_all([shelf, brand])
    await db.flush()
    product.category_id, product.brand_id = shelf.id, brand.id
    await db.flush()
    return product


async def test_bought_together_comes_before_the_same_shelf(db: AsyncSession) -> None:
    seen = await make_product(db, name="Seen")
    near = [await make_product(db, name=f"Near {number}") for number in range(2)]
    together = await _elsewhere(db, name="Together")
    sold_out = await make_product(db, stock=0)
    far = await _elsewhere(db, name="Far")
    db.add(CoPurchase(product_id=seen.id, other_id=together.id, orders=5, score=10))
    await db.commit()
    ids = [card.id for card in await recommend(db, [seen.id], limit=5)]
    assert ids == [together.id, near[0].id, near[1].id]
    assert not {seen.id, sold_out.id, far.id} & set(ids)


async def test_the_last_one_seen_counts_most(db: AsyncSession) -> None:
    one, other = await _elsewhere(db), await _elsewhere(db)
    pairs = []
    for seen in (one, other):
        for _ in range(2):
            like = await _elsewhere(db)
            db.add(CoPurchase(product_id=seen.id, other_id=like.id, orders=1, score=1))
            pairs.append(like.id)
    await db.commit()
    assert [card.id for card in await recommend(db, [other.id, one.id], limit=4)] == pairs[2:] + pairs[:2]


async def test_best_sellers_step_in_when_too_little_is_found(db: AsyncSession) -> None:
    seen = await _elsewhere(db)
    best = [await _elsewhere(db) for _ in range(12)]
    for number, product in enumerate(best):
        product.units_sold = 100 - number
    await db.commit()
    assert [card.id for card in await recommend(db, [seen.id], limit=3)] == [one.id for one in best[:3]]
    assert [card.id for card in await recommend(db, [best[0].id], limit=3)] == [one.id for one in best[1:4]]
    # Those without a history get what the home page does not show already.
    assert [card.id for card in await recommend(db, [], limit=3)] == [one.id for one in best[9:12]]


async def test_the_product_at_hand_is_left_out(db: AsyncSession) -> None:
    near = [await make_product(db) for _ in range(5)]
    await db.commit()
    cards = await recommend(db, [near[0].id], limit=5, leaving_out=near[1].id)
    assert [card.id for card in cards] == [one.id for one in near[2:]]
