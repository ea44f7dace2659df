"""What is bought together, learned from orders."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.clock import now
from app.orders.models import CoPurchase, Order, OrderLine
from app.orders.pair_products import MOST_IN_AN_ORDER, pair_all, pair_order
from tests.factories.catalog import make_product, variants_of


async def bought_with(db: AsyncSession, product_id: int) -> list[int]:
    """Products that were bought together with this one, the closest first."""
    rows = await db.scalars(
        select(CoPurchase.other_id)
        .where(CoPurchase.product_id == product_id)
        .order_by(CoPurchase.score.desc(), CoPurchase.orders.desc(), CoPurchase.other_id)
    )
    return list(rows)


async def make_order(
    db: AsyncSession, products: Sequence[int], *, state: str = "delivered", days_ago: int = 1
) -> Order:
    """An order of one of each, as its rows; what its acts do beside is tested elsewhere."""
    number = len((await db.scalars(select(Order.id))).all()) + 1
    order = Order(
        number=f"B2E-{number}",
        state=state,
        name="Hira Saleem",
        email="hira@example.com",
        phone="+923001234567",
        goods_total=100 * len(products),
        delivery_fee=0,
        tax_included=0,
        total=100 * len(products),
        payment_method="cod",
        delivery_method="standard",
        delivery_title="Standard",
        link_nonce="n",
        placed_at=now() - timedelta(days=days_ago),
    )
    db.add(order)
    await db.flush()
    for position, product_id in enumerate(products):
        variant_id = _VARIANTS[product_id]
        db.add(
            OrderLine(
                **{"order_id": order.id, "position": position, "seller_id": _SELLER[0]},
                **{"product_id": product_id, "variant_id": variant_id, "sku": f"S{variant_id}"},
                **{"name": "Thing", "slug": "thing", "quantity": 1, "unit_price": 100, "line_total": 100},
                **{"tax_class": "standard", "tax_rate": 1800, "tax_included": 0},
            )
        )
    await db.flush()
    return order


_VARIANTS: dict[int, int] = {}
_SELLER: list[int] = []


@pytest.fixture
async def goods(db: AsyncSession) -> list[int]:
    """Five products."""
    _VARIANTS.clear()
    made = [await make_product(db) for _ in range(5)]
    for product in made:
        _VARIANTS[product.id] = (await variants_of(db, product))[0].id
    _SELLER[:] = [made[0].seller_id]
    return [product.id for product in made]


async def test_the_closest_come_first_not_the_best_sellers(db: AsyncSession, goods: list[int]) -> None:
    pen, ink, best, paper, _ = goods
    for basket in ([pen, ink], [pen, ink, best], [pen, best], [pen, best, paper], *[[best]] * 9):
        await make_order(db, basket)
    await pair_all(db)
    rows = {(row.product_id, row.other_id): row.orders for row in await db.scalars(select(CoPurchase))}
    assert rows[pen, best] == rows[best, pen] == 3
    assert rows[pen, ink] == 2
    assert (await bought_with(db, pen))[0] == ink


async def test_what_never_was_a_sale_teaches_nothing(db: AsyncSession, goods: list[int]) -> None:
    pen, ink, *_ = goods
    for state in ("cancelled", "expired"):
        await make_order(db, [pen, ink], state=state)
    await make_order(db, [pen, ink], days_ago=800)
    await pair_all(db)
    assert await bought_with(db, pen) == []


async def test_an_order_adds_its_pairs_and_the_night_weighs_them(db: AsyncSession, goods: list[int]) -> None:
    pen, ink, paper, *_ = goods
    first = await make_order(db, [pen, ink])
    await pair_order(db, first.id)
    assert await bought_with(db, pen) == [ink]
    assert await bought_with(db, ink) == [pen]
    await pair_all(db)
    (kept,) = await db.scalars(select(CoPurchase).where(CoPurchase.product_id == pen))
    assert (kept.orders, kept.score) == (1, 1_000_000)
    second = await make_order(db, [pen, paper])
    await pair_order(db, second.id)
    assert await bought_with(db, pen) == [ink, paper]


async def test_a_single_thing_and_a_warehouse_full_make_no_pairs(db: AsyncSession, goods: list[int]) -> None:
    await pair_order(db, (await make_order(db, goods[:1])).id)
    assert (await db.scalars(select(CoPurchase))).all() == []
    many = [await make_product(db) for _ in range(MOST_IN_AN_ORDER + 1)]
    for product in many:
        _VARIANTS[product.id] = (await variants_of(db, product))[0].id
    order = await make_order(db, [product.id for product in many])
    await pair_order(db, order.id)
    await pair_all(db)
    assert (await db.scalars(select(CoPurchase))).all() == []
