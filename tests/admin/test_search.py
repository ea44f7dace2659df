"""The desk of search: terms, wishes, the index."""

from datetime import timedelta

import pytest
from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.core.audit import AuditEntry
from app.core.clock import in_pakistan, now
from app.core.settings import Settings
from app.search.health import away_since, note_engine
from app.search.models import ProductRequest, SearchBlock, SearchDay, SearchRebuild
from app.search.popular import POPULAR
from tests.admin.conftest import Desk
from tests.factories.goods import Bring, bringer
from tests.factories.product_file import pen_row
from tests.support.page import Page, PageClient
from tests.support.statements import statements_of


@pytest.fixture
async def days(db: AsyncSession) -> None:
    """A month of searches."""
    today = in_pakistan(now()).date()
    db.add_all(
        [
            SearchDay(day=today, term="gel pen", searches=20, clicks=8),
            SearchDay(day=today - timedelta(days=20), term="gel pen", searches=10, clicks=1),
            SearchDay(day=today, term="kaapi & co", searches=6, empty=5, close=1),
            SearchDay(day=today - timedelta(days=60), term="easel", searches=3, empty=1),
        ]
    )
    await db.commit()


def rows(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")[:5]]
        for row in page.soup.select("tbody tr")
    ]


@pytest.mark.usefixtures("days")
async def test_terms_are_summed_over_the_period(owner: PageClient) -> None:
    page = await owner.get("/admin/search")
    assert rows(page) == [["gel pen", "30", "0", "0", "30 %"], ["kaapi & co", "6", "5", "1", "0 %"]]
    assert rows(await owner.get("/admin/search?days=7"))[0] == ["gel pen", "20", "0", "0", "40 %"]
    page = await owner.get("/admin/search?view=empty&days=90")
    assert [row[0] for row in rows(page)] == ["kaapi & co", "easel"]


@pytest.mark.usefixtures("days")
async def test_a_term_without_results_becomes_a_synonym(owner: PageClient) -> None:
    page = await owner.get("/admin/search?view=empty")
    link = page.one("tbody a[href^='/admin/synonyms']")
    page = await owner.get(str(link["href"]))
    assert page.one("#word")["value"] == "kaapi & co"
    page = await page.submit({"means": "notebook"}, action="*#new")
    assert page.flashes == ["Whoever searches “kaapi & co” finds “notebook” from now on."]


@pytest.mark.usefixtures("days")
async def test_a_blocked_term_is_never_offered(owner: PageClient, db: AsyncSession, redis_url: str) -> None:
    page = await owner.get("/admin/search")
    first = next(form for form in page.soup.select("form[action='/admin/search/blocks']"))
    token = str(first.select_one("[name=_csrf]")["value"])  # type: ignore[index]
    page = await owner.post("/admin/search/blocks", {"_csrf": token, "term": "gel pen"})
    async with Redis.from_url(redis_url) as redis:
        assert await redis.get(POPULAR) == b"[]"
        assert (await db.scalars(select(SearchBlock.term))).all() == ["gel pen"]
        page = await page.submit(action="/admin/search/blocks/removal")
        assert "may be offered again" in page.flashes[0]
        assert await redis.get(POPULAR) == b'["gel pen"]'
    acts = (await db.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert acts[-2:] == ["search_term.block", "search_term.allow"]


async def test_wishes_are_dealt_with_and_contacts_masked(desk: Desk, db: AsyncSession) -> None:
    db.add(
        ProductRequest(
            wanted="Zebra <b>stapler</b>", query="zebra", email="hira@example.com", phone="+923001234567"
        )
    )
    await db.commit()
    page = await (await desk("catalogue")).get("/admin/search?view=wishes")
    assert "hira@example.com" not in page.text
    assert "+923001234567" not in page.text
    assert "Zebra <b>stapler</b>" in page.main
    page = await (await desk("manager")).get("/admin/search?view=wishes")
    assert page.one("a[href='mailto:hira@example.com']")
    page = await page.submit(action="*/closing")
    assert rows(page) == []
    assert len(rows(await page.client.get("/admin/search?view=done"))) == 1
    db.expire_all()
    assert (await db.scalars(select(ProductRequest.state))).all() == ["closed"]


async def test_a_rebuild_is_asked_for_once_and_shows_how_far_it_is(
    owner: PageClient, db: AsyncSession
) -> None:
    page = await owner.get("/admin/search")
    page = await page.submit(action="/admin/search/rebuild")
    assert "Waiting for the worker" in page.main
    assert not page.soup.select("form[action='/admin/search/rebuild']")
    token = str(page.one(".topbar input[name='_csrf']")["value"])
    await owner.post("/admin/search/rebuild", {"_csrf": token})
    rebuild = (await db.scalars(select(SearchRebuild))).one()
    rebuild.started_at, rebuild.done, rebuild.total = now(), 3, 12
    await db.commit()
    part = await owner.partial("GET", "/admin/search/rebuild", target="search-rebuild")
    assert "25 %" in part.words
    assert part.one("#search-rebuild")["hx-trigger"] == "every 1s"
    rebuild.finished_at, rebuild.error = now(), "OperationalError"
    await db.commit()
    part = await owner.partial("GET", "/admin/search/rebuild", target="search-rebuild")
    assert "did not work" in part.words
    assert not part.one("#search-rebuild").get("hx-trigger")


async def test_the_index_says_how_it_is(
    owner: PageClient, engine: AsyncEngine, settings: Settings, tmp_path: object
) -> None:
    bring: Bring = bringer(engine, settings, tmp_path)  # type: ignore[arg-type]
    await bring([pen_row(1), pen_row(2)])
    page = await owner.get("/admin/search")
    facts = {
        one.dt.get_text(): one.dd.get_text() for one in page.soup.select(".facts div") if one.dt and one.dd
    }
    assert facts["Engine"] == "PostgreSQL"
    assert facts["Products on show"].strip() == "2"


async def test_an_engine_that_is_away_is_told_until_it_answers(
    owner: PageClient, redis_url: str, settings: Settings
) -> None:
    with_engine = settings.model_copy(update={"meilisearch_url": "http://search.example"})
    owner.app.machines.settings = with_engine
    async with Redis.from_url(redis_url) as redis:
        assert await away_since(redis, with_engine) is None
        await note_engine(redis, with_engine, "postgres")
        since = await away_since(redis, with_engine)
        assert since is not None
        page = await owner.get("/admin")
        assert "Meilisearch does not answer" in page.main
        await note_engine(redis, with_engine, "postgres")
        assert await away_since(redis, with_engine) == since
        await note_engine(redis, with_engine, "meilisearch")
        assert await away_since(redis, with_engine) is None
    assert "does not answer" not in (await owner.get("/admin")).main


@pytest.mark.usefixtures("days")
async def test_statements_do_not_grow_with_the_terms(owner: PageClient, db: AsyncSession) -> None:
    few = await statements_of(owner, "/admin/search")
    today = in_pakistan(now()).date()
    db.add_all(SearchDay(day=today, term=f"term {number}", searches=number) for number in range(1, 120))
    await db.commit()
    assert await statements_of(owner, "/admin/search") == few
    assert few <= 14
    assert len(rows(await owner.get("/admin/search?page=3"))) == 21
    for odd in ("/admin/search?page=99", "/admin/search?page=x"):
        assert (await owner.get(odd)).status == 404
    assert (await owner.get("/admin/search?view=nope&days=-1")).status == 200
