"""What stands under the search field while somebody types."""

import brotli
import pytest
from redis.asyncio import Redis
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.catalog.models import Product
from app.search.popular import POPULAR
from tests.factories.accounts import make_account
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, pen_row
from tests.support.hostile import HOSTILE_TEXTS
from tests.support.page import Page, PageClient
from tests.support.signing_in import sign_in
from tests.support.statements import count_statements

PATH = "/search/suggestions"


@pytest.fixture
async def shelf(bring: Bring) -> None:
    """Pens of two kinds, and their brand."""
    await bring(
        [
            pen_row(1, Title="Parker Jotter"),
            *coloured_pen(2),
            *(pen_row(number, Title=f"Gel pen {number}") for number in range(3, 9)),
        ]
    )


async def suggest(client: PageClient, text: str) -> Page:
    return await client.partial("GET", PATH, params={"q": text})


def links(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.soup.select("#search-suggestions a")]


@pytest.mark.usefixtures("shelf")
async def test_places_and_products_are_offered_and_counted_aloud(client: PageClient) -> None:
    page = await suggest(client, "pen")
    assert {"/c/pens", "/c/pens/ballpoint-pens"} <= set(links(page))
    products = [link for link in links(page) if link.startswith("/p/")]
    assert len(products) == 4
    first = page.soup.select_one(f"a[href='{products[0]}']")
    assert first
    assert first.find("img")
    assert "Rs" in first.get_text()
    said = page.one("hx-partial[hx-target='#announce']").get_text()
    assert said == f"{len(links(page))} suggestions"
    assert len(links(page)) <= 8


@pytest.mark.usefixtures("shelf")
async def test_a_brand_is_found_by_its_beginning(client: PageClient) -> None:
    page = await suggest(client, "par")
    assert "/b/parker" in links(page)
    assert "/p/pen-1" in links(page)


@pytest.mark.usefixtures("shelf")
async def test_one_letter_asks_for_nothing(client: PageClient) -> None:
    page = await suggest(client, "p")
    assert links(page) == []
    assert not page.one("#search-suggestions").contents
    assert page.one("hx-partial").get_text() == ""


@pytest.mark.usefixtures("shelf")
async def test_popular_searches_complete_what_is_typed(client: PageClient, redis_url: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        await redis.set(POPULAR, '["gel pen","gel refill","parker"]')
    page = await suggest(client, "Gel ")
    found = page.one("a[href='/search?q=gel+refill'] span")
    assert (found.get_text(), found.b.get_text() if found.b else "") == ("gel refill", " refill")
    before = await suggest(client, "")
    assert links(before) == ["/search?q=gel+pen", "/search?q=gel+refill", "/search?q=parker"]
    assert "Popular searches" in before.words


@pytest.mark.usefixtures("shelf")
async def test_a_visitors_last_searches_are_theirs_alone_and_can_be_forgotten(
    client: PageClient, db: AsyncSession
) -> None:
    await sign_in(client, await make_account(db))
    for text in ("gel pen", "jotter", "gel pen"):
        await client.get("/search", params={"q": text})
    assert links(await suggest(client, "")) == ["/search?q=gel+pen", "/search?q=jotter"]
    stranger = client.another()
    assert links(await suggest(stranger, "")) == []
    page = await client.get(PATH)
    page = await page.submit(action="/search/recent/removal")
    assert "/search?q=jotter" not in page.text


@pytest.mark.usefixtures("shelf")
async def test_drafts_are_not_offered(client: PageClient, db: AsyncSession) -> None:
    await db.execute(update(Product).where(Product.slug == "pen-1").values(state="draft"))
    await db.commit()
    assert "Jotter" not in (await suggest(client, "jotter")).text


@pytest.mark.usefixtures("shelf")
async def test_the_address_is_a_page_without_script(client: PageClient) -> None:
    page = await client.get(PATH, params={"q": "pen"})
    assert page.one("h1").get_text() == "Suggestions for ‘pen’"
    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert page.soup.select("main a[href^='/p/']")
    assert page.one(".find [name=q]")["value"] == "pen"


@pytest.mark.usefixtures("shelf")
async def test_it_is_small_and_costs_few_statements(client: PageClient) -> None:
    await suggest(client, "pen")
    with count_statements(client.app.machines.engine) as heard:
        page = await suggest(client, "pen")
    assert len(heard) <= 6, heard
    assert len(brotli.compress(page.text.encode(), quality=5)) <= 6 * 1024


@pytest.mark.usefixtures("shelf")
async def test_hostile_words_get_a_list_or_none(client: PageClient) -> None:
    for text in (*HOSTILE_TEXTS, "x" * 10_000, "?!.,", "🖋🖋", "%_\\'\";--", "(a+)+$", "brand_id = 1 OR true"):
        page = await suggest(client, text.encode()[:10_240].decode("utf-8", "ignore"))
        assert page.status == 200, text[:50]
        assert not page.soup.select("script, img[onerror]")


async def test_whoever_types_too_much_gets_an_empty_list(client: PageClient, engine: AsyncEngine) -> None:
    for _ in range(130):
        page = await suggest(client, "")
    assert (page.status, links(page)) == (200, [])
    assert (await client.get(PATH)).status == 429
