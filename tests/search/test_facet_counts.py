"""What stands beside a filter is what choosing it shows: counted in one statement, and once more by hand."""

import random
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.catalog.facet_parts import facet_parts
from app.catalog.models import Category, Product, ProductFacet
from app.catalog.summarise import summarise
from app.inventory.models import StockItem, Warehouse
from app.search.count import count
from app.search.criteria import Criteria
from app.search.queries import find_cards
from app.search.scope import Scope
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, pen_row
from tests.support.statements import count_statements

KEYS = ("medium", "nib")
BRANDS = ("Dollar", "Lamy", "Parker")
NIBS = ("Fine", "Medium", "Fine, medium", "Broad")
NIB_COLUMN = "Nib (product.metafields.specs.nib)"


_LISTED = select(ProductFacet.__table__).where(ProductFacet.is_listed).order_by(ProductFacet.product_id)


@dataclass(frozen=True)
class Thing:
    """A product as the test knows it."""

    brand: str
    colours: frozenset[str]
    nibs: frozenset[str]
    price: int
    top: int
    in_stock: bool
    deal: bool
    rating: int | None


@pytest.fixture
async def things(bring: Bring, db: AsyncSession) -> list[Thing]:
    """Thirty pens of every sort."""
    chance = random.Random(7)
    rows: list[dict[str, str]] = []
    known: dict[str, Thing] = {}
    for number in range(1, 31):
        brand, nib = chance.choice(BRANDS), chance.choice(NIBS)
        price, stock = chance.choice((100, 250, 900, 2000)), chance.choice((0, 3))
        has_deal = chance.random() < 0.3
        colours = chance.sample(("Blue", "Red", "Green"), chance.randint(1, 2))
        made = coloured_pen(number, colours)
        for place, row in enumerate(made):
            row["Variant Price"] = str(price + 50 * place)
            row["Variant Inventory Qty"] = str(stock)
            row["Variant Compare At Price"] = str(price * 2) if has_deal and place == 0 else ""
        made[0] |= {"Vendor": brand, NIB_COLUMN: nib}
        rows += made
        rating = chance.choice((None, 250, 420, 500))
        known[made[0]["Handle"]] = Thing(
            brand.lower(),
            frozenset(colour.lower() for colour in colours),
            frozenset(part.lower() for part in facet_parts(nib)),
            price,
            price + 50 * (len(colours) - 1),
            stock > 0,
            has_deal,
            rating,
        )
    await bring([pen_row(99, Category_Path="Pens > Ballpoint Pens", Status="draft")])
    await db.execute(update(Category).values(facets=["nib"]))
    await db.commit()
    await bring(rows)
    for slug, thing in known.items():
        await db.execute(update(Product).where(Product.slug == slug).values(rating=thing.rating))
    await db.commit()
    return list(known.values())


def fits(thing: Thing, asked: Criteria, but: str = "") -> bool:
    """Whether the thing passes every filter, save the one."""
    nibs = dict(asked.attributes).get("nib", ())
    low, high = asked.price_min, asked.price_max
    return all(
        (
            but == "brand" or not asked.brands or thing.brand in asked.brands,
            but == "colour" or not asked.colours or bool(thing.colours & set(asked.colours)),
            but == "nib" or not nibs or bool(thing.nibs & set(nibs)),
            but == "price" or low is None or thing.top >= low,
            but == "price" or high is None or thing.price <= high,
            but == "rating" or asked.rating is None or (thing.rating or 0) >= asked.rating * 100,
            but == "in_stock" or not asked.in_stock or thing.in_stock,
            but == "deal" or not asked.deal or thing.deal,
        )
    )


def any_criteria(chance: random.Random) -> Criteria:
    """Filters as somebody might tick them."""

    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(chance.sample(values, chance.choice((0, 0, 1, 2)))))

    nibs = some(("broad", "fine", "medium"))
    return Criteria(
        brands=some(("dollar", "lamy", "parker")),
        colours=some(("blue", "green", "red")),
        attributes=(("nib", nibs),) if nibs else (),
        price_min=chance.choice((None, None, 200, 260)),
        price_max=chance.choice((None, None, 250, 1000)),
        rating=chance.choice((None, None, 4, 2)),
        in_stock=chance.random() < 0.2,
        deal=chance.random() < 0.2,
    )


async def test_counts_are_what_a_count_by_hand_gives(db: AsyncSession, things: list[Thing]) -> None:
    chance = random.Random(11)
    for _ in range(60):
        asked = any_criteria(chance)
        total, facets = await count(db, Scope(), asked, KEYS)
        assert total == sum(fits(thing, asked) for thing in things), asked
        assert len(await find_cards(db, Scope(), asked, limit=100)) == total
        for value in facets.brands:
            expected = [
                thing for thing in things if fits(thing, asked, "brand") and thing.brand == value.value
            ]
            assert value.count == len(expected), (asked, value)
        for value in facets.colours:
            expected = [
                thing for thing in things if fits(thing, asked, "colour") and value.value in thing.colours
            ]
            assert value.count == len(expected), (asked, value)
        for value in facets.attributes["nib"]:
            expected = [thing for thing in things if fits(thing, asked, "nib") and value.value in thing.nibs]
            assert value.count == len(expected), (asked, value)
        for least, number in facets.ratings.items():
            expected = [
                thing
                for thing in things
                if fits(thing, asked, "rating") and (thing.rating or 0) >= least * 100
            ]
            assert number == len(expected), (asked, least)
        assert facets.in_stock == sum(fits(thing, asked, "in_stock") and thing.in_stock for thing in things)
        assert facets.deals == sum(fits(thing, asked, "deal") and thing.deal for thing in things)
        steps = sum(facets.prices.steps) if facets.prices else None
        priced = [thing.price for thing in things if fits(thing, asked, "price")]
        assert steps == (len(priced) if len(set(priced)) > 1 else None)
        for key, number in facets.without.items():
            assert number == sum(fits(thing, asked, key) for thing in things), (asked, key)


@pytest.mark.usefixtures("things")
async def test_values_that_nothing_here_has_are_told_and_not_looked_at(db: AsyncSession) -> None:
    asked = Criteria(brands=("no-such", "parker"), attributes=(("nib", ("gold-dust",)),))
    total, facets = await count(db, Scope(), asked, KEYS)
    alone, _ = await count(db, Scope(), Criteria(brands=("parker",)), KEYS)
    assert total == alone > 0
    assert facets.unknown == {"brand": ["no-such"], "nib": ["gold-dust"]}


@pytest.mark.usefixtures("things")
async def test_any_number_of_filters_is_one_statement_for_the_counts_and_one_for_the_page(
    db: AsyncSession, engine: AsyncEngine
) -> None:
    many = Criteria(
        brands=("parker",), colours=("blue", "red"), attributes=(("nib", ("fine",)),), price_max=900, rating=2
    )
    for asked in (Criteria(), many, replace(many, in_stock=True, deal=True)):
        with count_statements(engine) as heard:
            await count(db, Scope(), asked, KEYS)
            await find_cards(db, Scope(), asked, limit=24)
        assert len(heard) == 2


@pytest.mark.usefixtures("things")
async def test_stock_and_price_are_true_at_once(db: AsyncSession) -> None:
    """Whoever writes them, and by whatever statement."""
    before, _ = await count(db, Scope(), Criteria(in_stock=True))
    await db.execute(update(StockItem).values(available=0))
    await db.commit()
    assert (await count(db, Scope(), Criteria(in_stock=True)))[0] == 0 < before
    await db.execute(update(StockItem).values(available=2))
    await db.commit()
    assert (await count(db, Scope(), Criteria(in_stock=True)))[0] == 30
    await db.execute(update(Warehouse).values(is_active=False))
    await db.commit()
    assert (await count(db, Scope(), Criteria(in_stock=True)))[0] == 0
    await db.execute(update(Product).where(Product.slug == "pen-1").values(state="archived"))
    await db.commit()
    assert (await count(db, Scope(), Criteria()))[0] == 29


@pytest.mark.usefixtures("things")
async def test_the_rows_are_what_a_rebuild_would_make(db: AsyncSession) -> None:
    before = (await db.execute(_LISTED)).all()
    ids = [row.product_id for row in before]
    await db.execute(update(ProductFacet).values(value_ids=[], in_stock=False, category_ids=[]))
    await summarise(db, ids)
    await db.execute(text("SELECT product_facets_set_categories(:ids)"), {"ids": ids})
    await db.execute(text("SELECT product_facets_set_stock(:ids)"), {"ids": ids})
    assert (await db.execute(_LISTED)).all() == before


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("0.7 or 1.0 mm", ["0.7 mm", "1.0 mm"]),
        ("Oil, acrylic", ["Oil", "Acrylic"]),
        ("A4 and foolscap", ["A4", "Foolscap"]),
        ("About 58 gsm", ["58 gsm"]),
        ("As chosen", []),
        ("Ruled/ruled", ["Ruled"]),
        ("2,000 mAh", ["2000 mAh"]),
        ("", []),
        ("x" * 41, []),
        (" , or and ", []),
    ],
)
def test_specifications_become_values(said: str, parts: list[str]) -> None:
    assert facet_parts(said) == parts
