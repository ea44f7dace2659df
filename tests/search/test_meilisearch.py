"""The other engine: what it is asked and told, and what happens when it does not answer."""

from collections.abc import AsyncIterator

import pytest
from meilisearch_python_sdk.errors import MeilisearchError
from pydantic import SecretStr
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.core.settings import Settings
from app.search.engines import Meilisearch, find_hits
from app.search.models import SearchPin
from app.search.update import update_products
from tests.factories.goods import Bring
from tests.factories.product_file import pen_row
from tests.support.meilisearch import FakeMeilisearch


@pytest.fixture
async def fake(bring: Bring, db: AsyncSession, settings: Settings) -> AsyncIterator[FakeMeilisearch]:
    """One that holds a small shop, and that the settings name."""
    await bring(
        [
            pen_row(1, Title="Parker Jotter", Vendor="Parker"),
            pen_row(
                2, Title="Blue Notebook", Vendor="Pelikan", Category_Path="Paper", Type="Notebook", Tags=""
            ),
            pen_row(3, Title="Secret Jotter", Status="draft"),
        ]
    )
    async with FakeMeilisearch().serving() as server:
        settings.meilisearch_url = server.url
        settings.meilisearch_key = SecretStr("key")
        async with Meilisearch(settings) as engine:
            assert await engine.rebuild(db) == 2
        server.asked.clear()
        yield server


async def names(db: AsyncSession, settings: Settings, text: str) -> tuple[str, list[str]]:
    """Who answered, and what was found."""
    hits = await find_hits(db, settings, text)
    known = {row.id: row.name for row in await db.execute(select(Product.id, Product.name))}
    return hits.engine, [known[product_id] for product_id in hits.product_ids]


async def test_a_rebuild_fills_beside_and_swaps(
    fake: FakeMeilisearch, db: AsyncSession, settings: Settings
) -> None:
    (name,) = fake.indexes
    assert name.startswith("products-")
    assert {one["title"] for one in fake.indexes[name].values()} == {"Parker Jotter", "Blue Notebook"}
    told = fake.settings[name]
    assert told["searchableAttributes"][0] == "title"
    assert told["rankingRules"][-2:] == ["in_stock:desc", "popularity:desc"]
    assert told["rankingRules"][0] == "words"
    assert told["typoTolerance"]["disableOnAttributes"] == ["sku"]
    assert "pen" in told["synonyms"]["qalam"]
    assert told["displayedAttributes"] == ["product_id", "version"]


async def test_it_ranks_when_it_answers(fake: FakeMeilisearch, db: AsyncSession, settings: Settings) -> None:
    assert await names(db, settings, "parker jotter") == ("meilisearch", ["Parker Jotter"])
    method, path, body = fake.asked[-1]
    assert (method, path.rsplit("/", 1)[1]) == ("POST", "search")
    assert (body["q"], body["matchingStrategy"], body["attributesToRetrieve"]) == (
        "parker jotter",
        "frequency",
        ["product_id"],
    )
    assert body.get("filter") is None


async def test_words_are_corrected_before_it_is_asked(
    fake: FakeMeilisearch, db: AsyncSession, settings: Settings
) -> None:
    hits = await find_hits(db, settings, "parker jottr", literal=False)
    assert fake.asked[-1][2]["q"] == hits.understood == "parker jotter"
    await find_hits(db, settings, 'filter = "x" OR in_stock = 1')
    assert "=" not in fake.asked[-1][2]["q"]


async def test_pins_come_first(fake: FakeMeilisearch, db: AsyncSession, settings: Settings) -> None:
    notebook = await db.scalar(select(Product.id).where(Product.name == "Blue Notebook"))
    assert notebook
    db.add(SearchPin(query="parker", product_id=notebook, position=1))
    await db.commit()
    assert await names(db, settings, "parker") == ("meilisearch", ["Blue Notebook", "Parker Jotter"])


@pytest.mark.parametrize("mode", ["slow", "broken", "nonsense"])
async def test_postgresql_answers_instead(
    fake: FakeMeilisearch, db: AsyncSession, settings: Settings, mode: str
) -> None:
    fake.mode = mode
    for _ in range(5):
        engine, found = await names(db, settings, "parker jotter")
        assert (engine, found[0]) == ("postgres", "Parker Jotter")
    assert len(fake.asked) == 3, "after three failures nobody asks it for a while"


async def test_it_is_asked_again_after_a_while(
    fake: FakeMeilisearch, db: AsyncSession, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.mode = "broken"
    for _ in range(3):
        await names(db, settings, "jotter")
    fake.mode = "well"
    assert (await names(db, settings, "jotter"))[0] == "postgres"
    import time

    later = time.monotonic() + 31
    monkeypatch.setattr("app.search.engines.meilisearch.breaker.time.monotonic", lambda: later)
    assert (await names(db, settings, "jotter"))[0] == "meilisearch"


async def test_changes_are_put_and_drift_is_seen(
    fake: FakeMeilisearch, db: AsyncSession, settings: Settings
) -> None:
    (name,) = fake.indexes
    ids = {row.name: row.id for row in await db.execute(select(Product.id, Product.name))}
    jotter, secret = ids["Parker Jotter"], ids["Secret Jotter"]
    await db.execute(update(Product).where(Product.id == jotter).values(state="archived"))
    await db.execute(update(Product).where(Product.id == secret).values(state="published"))
    await update_products(db, [jotter, secret])
    async with Meilisearch(settings) as engine:
        assert await engine.drift(db) == {jotter, secret}
        await engine.put(db, [jotter, secret])
        assert await engine.drift(db) == set()
    assert {one["title"] for one in fake.indexes[name].values()} == {"Secret Jotter", "Blue Notebook"}


async def test_a_failed_task_is_an_error(fake: FakeMeilisearch, db: AsyncSession, settings: Settings) -> None:
    fake.fails_tasks = True
    async with Meilisearch(settings) as engine:
        with pytest.raises(MeilisearchError):
            await engine.rebuild(db)
