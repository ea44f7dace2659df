"""What any engine must find. Runs on PostgreSQL, and on Meilisearch where TEST_MEILISEARCH_URL names a server."""

import os

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.core.settings import Settings
from app.search.engines import Meilisearch, find_hits
from app.search.models import SearchBoost, SearchPin
from app.search.update import update_products
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, pen_row

_SERVER = os.environ.get("TEST_MEILISEARCH_URL", "")
_ENGINES = ["postgres", *(["meilisearch"] if _SERVER else [])]

SHELF = [
    pen_row(
        1,
        Title="Pilot G2 Gel Pen 0.7 mm",
        Vendor="Pilot",
        Category_Path="Pens > Gel Pens",
        Type="Gel pen",
        Tags="",
    ),
    pen_row(2, Title="Parker Jotter Ballpoint", Vendor="Parker", Tags=""),
    pen_row(
        3,
        Title="Spiral Notebook A5",
        Vendor="Pelikan",
        Category_Path="Paper > Notebooks",
        Type="Notebook",
        Tags="",
    ),
    pen_row(
        4, Title="Crayons Conté", Vendor="Conté à Paris", Category_Path="Fine Arts", Type="Crayon", Tags=""
    ),
    pen_row(
        5, Title="Staedtler Noris Pencil", Vendor="Staedtler", Category_Path="Pencils", Type="Pencil", Tags=""
    ),
    pen_row(
        6, Title="Pelikan White Eraser", Vendor="Pelikan", Category_Path="Erasers", Type="Eraser", Tags=""
    ),
    pen_row(7, Title="Kangaro Stapler", Vendor="Kangaro", Category_Path="Office", Type="Stapler", Tags=""),
    pen_row(
        8,
        Title="Lamy Safari Fountain Pen",
        Vendor="Lamy",
        Category_Path="Pens > Fountain Pens",
        Type="Fountain pen",
        Tags="",
    ),
    pen_row(9, Title="Secret Gadget", Status="draft"),
    *coloured_pen(10, ("Blue", "Red")),
]
FIRST = [
    ("Parker Jotter Ballpoint", "Parker Jotter Ballpoint"),
    ("pilot gel", "Pilot G2 Gel Pen 0.7 mm"),
    ("0.7 mm", "Pilot G2 Gel Pen 0.7 mm"),
    ("0.7mm gel pen", "Pilot G2 Gel Pen 0.7 mm"),
    ("notebooks", "Spiral Notebook A5"),
    ("note book", "Spiral Notebook A5"),
    ("a5 notebook", "Spiral Notebook A5"),
    ("crayon", "Crayons Conté"),
    ("CONTÉ", "Crayons Conté"),
    ("conte a paris", "Crayons Conté"),
    ("fountainpen", "Lamy Safari Fountain Pen"),
    ("pencils", "Staedtler Noris Pencil"),
    ("tencil", "Staedtler Noris Pencil"),
    ("pencel", "Staedtler Noris Pencil"),
    ("pencik", "Staedtler Noris Pencil"),
    ("pecnil", "Staedtler Noris Pencil"),
    ("staplr", "Kangaro Stapler"),
    ("kangaro", "Kangaro Stapler"),
    ("rabar", "Pelikan White Eraser"),
    ("ربڑ", "Pelikan White Eraser"),
    ("kaapi", "Spiral Notebook A5"),
    ("کاپی", "Spiral Notebook A5"),
    ("پنسل", "Staedtler Noris Pencil"),
    ("پینسل", "Staedtler Noris Pencil"),
    ("pensilen", "Staedtler Noris Pencil"),
    ("jotter qwrtzx", "Parker Jotter Ballpoint"),
    ("mujhe stapler chahiye", "Kangaro Stapler"),
    ("PEN-7", "Kangaro Stapler"),
]


@pytest.fixture(params=_ENGINES)
async def shelf(
    request: pytest.FixtureRequest, bring: Bring, db: AsyncSession, settings: Settings
) -> Settings:
    """The shelf, and settings that name the engine."""
    await bring(SHELF)
    if request.param == "meilisearch":
        settings.meilisearch_url = _SERVER
        settings.meilisearch_key = SecretStr(os.environ.get("TEST_MEILISEARCH_KEY", ""))
        async with Meilisearch(settings) as engine:
            await engine.rebuild(db)
    return settings


async def found(db: AsyncSession, settings: Settings, text: str, *, typing: bool = False) -> list[str]:
    """Names, best first."""
    hits = await find_hits(db, settings, text, typing=typing)
    assert len(set(hits.product_ids)) == len(hits.product_ids)
    assert hits.engine == ("meilisearch" if settings.meilisearch_url else "postgres")
    known = {row.id: row.name for row in await db.execute(select(Product.id, Product.name))}
    return [known[product_id] for product_id in hits.product_ids]


async def test_what_is_meant_stands_first(shelf: Settings, db: AsyncSession) -> None:
    wrong = {}
    for text, first in FIRST:
        names = await found(db, shelf, text)
        if names[:1] != [first]:
            wrong[text] = names[:3]
    assert wrong == {}


async def test_what_is_begun_is_found(shelf: Settings, db: AsyncSession) -> None:
    for text, first in (("stap", "Kangaro Stapler"), ("spiral no", "Spiral Notebook A5"), ("کاپ", "")):
        assert (await found(db, shelf, text, typing=True))[:1] == ([first] if first else [])


async def test_drafts_are_never_found(shelf: Settings, db: AsyncSession) -> None:
    for text in ("secret gadget", "secret", "PEN-9", "gadg"):
        assert "Secret Gadget" not in await found(db, shelf, text, typing=True)


async def test_nothing_is_nothing(shelf: Settings, db: AsyncSession) -> None:
    for text in ("qwrtzx", "%", "'; --", "🖋🖋", "\u202e", "*", "((((", "a" * 200, "\\", "."):
        assert await found(db, shelf, text) == [], text


async def test_staff_put_first_what_they_want(shelf: Settings, db: AsyncSession) -> None:
    names = await found(db, shelf, "pen")
    last = names[-1]
    product_id = await db.scalar(select(Product.id).where(Product.name == last))
    assert product_id
    pin = SearchPin(query="pen", product_id=product_id)
    db.add(pin)
    await db.flush()
    assert (await found(db, shelf, "PEN "))[0] == last
    await db.delete(pin)
    db.add(SearchBoost(query="pen", product_id=product_id, factor=10))
    await db.flush()
    boosted = await found(db, shelf, "pen")
    assert boosted.index(last) < names.index(last)
    assert (await found(db, shelf, "pens")).index(last) >= boosted.index(last)


async def test_what_changes_is_found_as_it_is(shelf: Settings, db: AsyncSession) -> None:
    stapler = await db.scalar(select(Product.id).where(Product.name == "Kangaro Stapler"))
    assert stapler
    await db.execute(update(Product).where(Product.id == stapler).values(name="Zebra Puncher"))
    await _index(db, shelf, stapler)
    assert (await found(db, shelf, "zebra"))[:1] == ["Zebra Puncher"]
    await db.execute(update(Product).where(Product.id == stapler).values(state="archived"))
    await _index(db, shelf, stapler)
    assert "Zebra Puncher" not in await found(db, shelf, "zebra")


async def _index(db: AsyncSession, settings: Settings, product_id: int) -> None:
    await update_products(db, [product_id])
    if settings.meilisearch_url:
        async with Meilisearch(settings) as engine:
            await engine.put(db, [product_id])
