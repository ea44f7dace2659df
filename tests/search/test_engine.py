"""What people type, and what they find."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.search.engines import ENGINE
from app.search.find_sku import ExactHit, find_sku
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, pen_row

HOSTILE = [
    "'",
    '"',
    "' OR 1=1 --",
    "'; DROP TABLE products; --",
    "%",
    "_",
    "%%%",
    "\\",
    "\\%",
    "a\\",
    "(((",
    "*:*",
    "!!!",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "\u202e",
    "🖋" * 50,
    "a b c d e f g h i j k l m n o p",
    "x" * 200,
    "قلم",
    "pg_sleep(10)",
]


@pytest.fixture
async def shelf(bring: Bring) -> None:
    """A few things to find."""
    await bring(
        [
            pen_row(1, Title="Parker Jotter Ballpoint", Vendor="Parker", Tags="kalam, school"),
            pen_row(2, Title="Parker Quink Ink", Vendor="Parker", Category_Path="Pens > Ink & Refills"),
            pen_row(3, Title="Spiral Notebook 100% cotton", Vendor="Pelikan", Category_Path="Paper"),
            pen_row(4, Title="Crayon Conté", Vendor="Conté à Paris", Category_Path="Fine Arts"),
            pen_row(5, Title="Parker draft", Vendor="Parker", Status="draft"),
            *coloured_pen(6),
        ]
    )


async def found(db: AsyncSession, text: str) -> list[str]:
    """Names of what is found, best first."""
    hits = await ENGINE.search(db, text)
    names = {row.id: row.name for row in await db.execute(select(Product.id, Product.name))}
    return [names[product_id] for product_id in hits.product_ids]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("parker jotter", "Parker Jotter Ballpoint"),
        ("JOTTER", "Parker Jotter Ballpoint"),
        ("jott", "Parker Jotter Ballpoint"),
        ("parker ink", "Parker Quink Ink"),
        ("100% cotton", "Spiral Notebook 100% cotton"),
        ("conte a paris", "Crayon Conté"),
        ("CONTÉ", "Crayon Conté"),
        ("fine arts", "Crayon Conté"),
        ("notbook", "Spiral Notebook 100% cotton"),
        ("ballpiont", "Parker Jotter Ballpoint"),
    ],
)
async def test_searches_find(db: AsyncSession, text: str, first: str) -> None:
    assert (await found(db, text))[0] == first


@pytest.mark.usefixtures("shelf")
async def test_products_with_every_word_come_first(db: AsyncSession) -> None:
    assert set(await found(db, "parker")) == {"Parker Jotter Ballpoint", "Parker Quink Ink", "Pen 6"}
    assert (await found(db, "parker quink"))[0] == "Parker Quink Ink"


@pytest.mark.usefixtures("shelf")
async def test_words_that_no_product_has_together_are_told(db: AsyncSession) -> None:
    hits = await ENGINE.search(db, "parker notebook")
    assert hits.product_ids
    assert hits.dropped == ("parker",)
    assert (await ENGINE.search(db, "parker jotter")).dropped == ()
    nonsense = await ENGINE.search(db, "qwrtzxcv")
    assert (nonsense.product_ids, nonsense.dropped) == ((), ("qwrtzxcv",))


@pytest.mark.usefixtures("shelf")
async def test_corrections_are_told_and_can_be_refused(db: AsyncSession) -> None:
    assert not (await ENGINE.search(db, "notebook")).corrections
    close = await ENGINE.search(db, "spiral notbook")
    assert [(one.typed, one.meant) for one in close.corrections] == [("notbook", "notebook")]
    assert close.understood == "spiral notebook"
    literal = await ENGINE.search(db, "notbook", literal=True)
    assert (literal.product_ids, literal.corrections) == ((), ())


@pytest.mark.usefixtures("shelf")
async def test_drafts_are_not_found(db: AsyncSession) -> None:
    assert "Parker draft" not in await found(db, "parker draft")
    assert await find_sku(db, "PEN-5") is None


@pytest.mark.usefixtures("shelf")
async def test_hostile_words_find_nothing_and_break_nothing(db: AsyncSession) -> None:
    for text in HOSTILE:
        await ENGINE.search(db, text)
        assert await find_sku(db, text) is None
    for wildcard in ("%", "_", "\\", "%%%", "'", "\u202e", "🖋" * 50):
        assert await found(db, wildcard) == []
    assert len(await found(db, "pen")) > 0


@pytest.mark.usefixtures("shelf")
async def test_a_sku_names_its_product_and_choice(db: AsyncSession) -> None:
    assert await find_sku(db, "pen-6-red") == ExactHit("pen-6", {"colour": "red"})
    assert await find_sku(db, "PEN-1") == ExactHit("pen-1", {})
    assert await find_sku(db, "PEN") is None
