"""Listings over a real database."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.catalog.models import Brand, Category, Product
from app.core.clock import now
from app.inventory.models import StockItem, Warehouse
from app.search.count import count
from app.search.criteria import Criteria
from app.search.queries import find_cards
from app.search.scope import Scope
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, pen_row
from tests.support.statements import count_statements

EVERYTHING = Scope()


async def names(db: AsyncSession, scope: Scope = EVERYTHING, **criteria: object) -> list[str]:
    """Names of the products found, in order."""
    await db.rollback()
    return [card.name for card in await find_cards(db, scope, Criteria(**criteria), limit=100)]  # type: ignore[arg-type]


@pytest.fixture
async def shelf(bring: Bring, db: AsyncSession) -> None:
    """Five pens: dear, cheap and on sale, sold out, coloured, and a draft; newest last."""
    await bring(
        [
            pen_row(1, Title="Dear", Variant_Price="9000", Vendor="Parker"),
            pen_row(2, Title="Cheap", Variant_Price="50", Variant_Compare_At_Price="100", Vendor="Dollar"),
            pen_row(3, Title="Gone", Variant_Price="500", Variant_Inventory_Qty="0", Vendor="Dollar"),
            *coloured_pen(4, ("Blue", "Red")),
            pen_row(5, Title="Hidden", Status="draft"),
            pen_row(6, Title="Brush", Vendor="Marie’s", Category_Path="Brushes", Variant_Price="700"),
        ]
    )
    for days, slug in enumerate(("pen-6", "pen-4", "pen-3", "pen-2", "pen-1")):
        published = now() - timedelta(days=days * 20)
        await db.execute(update(Product).where(Product.slug == slug).values(published_at=published))
    await db.execute(update(Product).where(Product.slug == "pen-2").values(units_sold=5))
    await db.commit()


async def category_id(db: AsyncSession, slug: str) -> int:
    """Id of that category."""
    return (await db.scalars(select(Category.id).where(Category.slug == slug))).one()


@pytest.mark.usefixtures("shelf")
async def test_orders(db: AsyncSession) -> None:
    assert await names(db, sort="new") == ["Brush", "Pen 4", "Gone", "Cheap", "Dear"]
    assert await names(db, sort="price") == ["Cheap", "Gone", "Brush", "Pen 4", "Dear"]
    assert await names(db, sort="-price") == ["Dear", "Pen 4", "Brush", "Gone", "Cheap"]
    assert (await names(db, sort="discount"))[0] == "Cheap"
    assert await names(db, sort="popular") == ["Cheap", "Dear", "Pen 4", "Brush", "Gone"]
    assert await names(db, sort="no such order") == await names(db, sort="popular")


@pytest.mark.usefixtures("shelf")
async def test_scopes(db: AsyncSession) -> None:
    pens = await category_id(db, "pens")
    brand = (await db.scalars(select(Brand.id).where(Brand.slug == "dollar"))).one()
    assert set(await names(db, Scope(category_id=pens))) == {"Dear", "Cheap", "Gone", "Pen 4"}
    assert set(await names(db, Scope(category_id=await category_id(db, "ballpoint-pens")))) == {
        "Dear",
        "Cheap",
        "Gone",
        "Pen 4",
    }
    assert set(await names(db, Scope(brand_id=brand))) == {"Cheap", "Gone"}
    assert await names(db, Scope(deals=True)) == ["Cheap"]
    assert set(await names(db, Scope(new=True))) == {"Brush", "Pen 4"}
    assert (await names(db, Scope(best=True)))[0] == "Cheap"
    assert await names(db, Scope(ids=())) == []


@pytest.mark.usefixtures("shelf")
async def test_filters(db: AsyncSession) -> None:
    assert set(await names(db, brands=("dollar", "parker"))) == {"Dear", "Cheap", "Gone", "Pen 4"}
    assert await names(db, colours=("red",)) == ["Pen 4"]
    assert await names(db, colours=("red",), brands=("dollar",)) == []
    assert set(await names(db, price_min=500, price_max=1260)) == {"Gone", "Brush", "Pen 4"}
    assert set(await names(db, in_stock=True)) == {"Dear", "Cheap", "Pen 4", "Brush"}
    assert await names(db, deal=True) == ["Cheap"]
    assert await names(db, brands=("no-such-brand",)) == []


@pytest.mark.usefixtures("shelf")
async def test_ranked_ids_keep_their_rank(db: AsyncSession) -> None:
    ids = (await db.scalars(select(Product.id).order_by(Product.slug.desc()))).all()
    assert await names(db, Scope(ids=tuple(ids)), text="x", sort="relevance") == [
        "Brush",
        "Pen 4",
        "Gone",
        "Cheap",
        "Dear",
    ]


@pytest.mark.usefixtures("shelf")
async def test_pages_neither_repeat_nor_miss(db: AsyncSession) -> None:
    seen = [
        card.name
        for offset in range(5)
        for card in await find_cards(db, EVERYTHING, Criteria(), limit=1, offset=offset)
    ]
    assert seen == await names(db)


@pytest.mark.usefixtures("shelf")
async def test_a_card_says_what_is_true_now(db: AsyncSession) -> None:
    cards = {card.name: card for card in await find_cards(db, EVERYTHING, limit=10)}
    cheap, coloured, gone = cards["Cheap"], cards["Pen 4"], cards["Gone"]
    assert (cheap.price_min, cheap.compare_at, cheap.percent_off, cheap.brand) == (
        5_000,
        10_000,
        50,
        "Dollar",
    )
    assert cheap.variant_id is not None
    assert (cheap.available, cheap.is_sold_out, cheap.is_low) == (10, False, False)
    assert (coloured.variant_id, coloured.available, coloured.price_max) == (None, 20, 130_000)
    assert [name for name, _ in coloured.colours] == ["Blue", "Red"]
    assert gone.is_sold_out
    await db.execute(update(StockItem).where(StockItem.variant_id == cheap.variant_id).values(available=3))
    assert next(card for card in await find_cards(db, EVERYTHING, limit=10) if card.id == cheap.id).is_low
    await db.execute(update(Warehouse).values(is_active=False))
    assert all(card.is_sold_out for card in await find_cards(db, EVERYTHING, limit=10))


@pytest.mark.usefixtures("shelf")
async def test_facets_count_what_choosing_them_would_show(db: AsyncSession) -> None:
    total, facets = await count(db, EVERYTHING, Criteria(brands=("dollar",)))
    assert total == 2
    assert [(brand.value, brand.count) for brand in facets.brands] == [
        ("dollar", 2),
        ("parker", 2),
        ("maries", 1),
    ]
    assert [(colour.value, colour.count) for colour in facets.colours] == [("blue", 0), ("red", 0)]
    assert (facets.in_stock, facets.deals) == (1, 1)
    assert facets.prices is not None
    assert (facets.prices.low, facets.prices.high) == (5_000, 50_000)
    assert sum(facets.prices.steps) == 2


@pytest.mark.usefixtures("shelf")
async def test_each_count_is_what_the_list_then_has(db: AsyncSession) -> None:
    criteria = Criteria(price_max=2_000)
    _, facets = await count(db, EVERYTHING, criteria)
    for brand in facets.brands:
        assert len(await names(db, price_max=2_000, brands=(brand.value,))) == brand.count
    for colour in facets.colours:
        assert len(await names(db, price_max=2_000, colours=(colour.value,))) == colour.count
    assert len(await names(db, price_max=2_000, in_stock=True)) == facets.in_stock


async def test_an_empty_shop_has_empty_facets(db: AsyncSession) -> None:
    total, facets = await count(db, EVERYTHING, Criteria(in_stock=True, price_min=5))
    assert (total, facets.brands, facets.colours, facets.prices) == (0, [], [], None)
    assert await find_cards(db, EVERYTHING, limit=24) == []


async def test_sixty_products_cost_as_many_statements_as_five(
    bring: Bring, db: AsyncSession, engine: AsyncEngine
) -> None:
    heard = []
    for number in (5, 60):
        await bring([row for one in range(number) for row in coloured_pen(one)])
        with count_statements(engine) as statements:
            assert len(await find_cards(db, EVERYTHING, limit=100)) == number
            await count(db, EVERYTHING, Criteria())
        heard.append(len(statements))
        await db.rollback()
    assert heard == [2, 2]
