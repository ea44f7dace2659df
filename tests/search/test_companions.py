"""What stands beside a product: what goes with it, what others bought too."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Category, Product, Variant
from app.catalog.page_queries import find_product
from app.inventory.models import StockItem
from app.orders.models import CoPurchase
from app.search.companions import Companions, find_companions
from app.search.complements import used_with
from tests.factories.goods import Bring
from tests.factories.product_file import pen_row

FOUNTAIN, INK, COPIES = "Pens > Fountain Pens", "Pens > Ink & Refills", "School Supplies > Copies & Registers"


def thing(number: int, shelf: str, brand: str, rupees: int = 500) -> dict[str, str]:
    """A product of that shelf and brand."""
    return pen_row(
        number, Category_Path=shelf, Vendor=brand, Variant_Price=f"{rupees}.00", Title=f"Thing {number}"
    )


async def companions_of(db: AsyncSession, slug: str) -> Companions:
    """As the product's page asks for them."""
    found = await find_product(db, slug)
    assert found is not None
    return await find_companions(db, found.product, found.shelf)


async def pairs_of(db: AsyncSession, slug: str) -> list[str]:
    """Slugs of what goes with it."""
    return [card.slug for card in (await companions_of(db, slug)).pairs]


async def bought_together(db: AsyncSession, slug: str, *others: str) -> None:
    """Orders taught this; the first one most."""
    ids = {row.slug: row.id for row in await db.execute(select(Product.slug, Product.id))}
    for score, other in enumerate(reversed(others), start=1):
        db.add(CoPurchase(product_id=ids[slug], other_id=ids[other], orders=1, score=score))
    await db.commit()


@pytest.fixture
async def shelves(bring: Bring) -> None:
    """Fountain pens (1 to 4, 1 and 2 by Dollar), inks (5 by Pelikan, 6 by Dollar), copies (7), a bag by Dollar (8)."""
    await bring(
        [
            *(
                thing(number, FOUNTAIN, brand)
                for number, brand in enumerate(("Dollar", "Dollar", "Lamy", "Lamy"), 1)
            ),
            *(thing(5, INK, "Pelikan"), thing(6, INK, "Dollar"), thing(7, COPIES, "BLC")),
            thing(8, "School Supplies > Bags", "Dollar"),
        ]
    )


@pytest.mark.usefixtures("shelves")
async def test_a_pen_goes_with_ink_of_its_brand_and_something_to_write_on(db: AsyncSession) -> None:
    assert await pairs_of(db, "pen-1") == ["pen-6", "pen-7"]


@pytest.mark.usefixtures("shelves")
async def test_orders_know_better_than_the_rule(db: AsyncSession) -> None:
    await bought_together(db, "pen-1", "pen-2", "pen-8")
    assert await pairs_of(db, "pen-1") == ["pen-8", "pen-6"]  # pen-2 stands on the same shelf
    found = await companions_of(db, "pen-1")
    assert not found.are_bought
    await bought_together(db, "pen-1", "pen-3", "pen-4", "pen-5")
    found = await companions_of(db, "pen-1")
    assert found.are_bought
    assert {card.slug for card in found.others} == {"pen-2", "pen-3", "pen-4"}  # without the pairs


@pytest.mark.usefixtures("shelves")
async def test_what_is_sold_out_or_hidden_goes_with_nothing(db: AsyncSession) -> None:
    await bought_together(db, "pen-1", "pen-8")
    await db.execute(update(Product).where(Product.slug == "pen-8").values(state="draft"))
    await db.execute(
        update(StockItem).where(StockItem.variant_id == await _variant(db, "pen-6")).values(available=0)
    )
    await db.commit()
    assert await pairs_of(db, "pen-1") == ["pen-5", "pen-7"]


async def test_without_a_rule_its_brand_s_other_things_step_in_then_its_shelf(
    db: AsyncSession, bring: Bring
) -> None:
    await bring(
        [
            *(thing(number, "Gardening > Pots", "Deer") for number in (1, 2, 3)),
            thing(4, "Gardening > Soil", "Deer", rupees=9000),
            thing(5, "Gardening > Soil", "Deer"),
            thing(6, "Cooking > Pans", "Dux"),
            *(thing(number, "Cooking > Pans", "Dux") for number in (7, 8)),
        ]
    )
    found = await companions_of(db, "pen-1")
    assert ([card.slug for card in found.pairs], found.are_near) == (
        ["pen-5", "pen-4"],
        False,
    )  # the cheap one first
    found = await companions_of(db, "pen-6")
    assert ([card.slug for card in found.pairs], found.are_near) == (["pen-7", "pen-8"], True)


async def test_a_product_on_no_shelf_has_best_sellers_beside_it(db: AsyncSession, bring: Bring) -> None:
    await bring([thing(number, FOUNTAIN, "Lamy") for number in range(1, 6)])
    await db.execute(update(Product).where(Product.slug == "pen-1").values(category_id=None))
    await db.commit()
    assert len((await companions_of(db, "pen-1")).others) == 4


async def test_the_rule_names_shelves_that_the_demo_has(bring: Bring, db: AsyncSession) -> None:
    assert used_with("fountain-pens", "pens")[0] == "ink-and-refills"
    assert used_with("gift-pens", "pens") == used_with("pens", None)
    assert used_with("no-such-shelf", None) == ()
    await bring([thing(1, INK, "Lamy")])
    assert await db.scalar(select(Category.id).where(Category.slug == used_with("fountain-pens", "pens")[0]))


async def _variant(db: AsyncSession, slug: str) -> int:
    return (
        await db.scalars(
            select(Variant.id).join(Product, Product.id == Variant.product_id).where(Product.slug == slug)
        )
    ).one()
