"""The shop window and the text pages."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.cli.filling.places import lay_places
from app.cli.filling.shelves import lay_shelves
from app.cli.filling.words import lay_words
from app.content.models import Announcement, Banner, HomeSection
from app.content.models import Page as TextPage
from tests.factories.goods import Bring
from tests.factories.product_file import many_pens, pen_row
from tests.support.page import PageClient
from tests.support.statements import statements_of

MENU = [
    *("Deals", "Electronics", "Fine Arts", "Pens", "Brushes", "Office Supplies", "School Supplies"),
    *("Books & Novels", "Arts & Crafts", "Canvas & Easel", "Top Brands"),
]


@pytest.fixture
async def window(db: AsyncSession, bring: Bring) -> None:
    """The demo's words and shelves, and a dozen pens of which one is a deal."""
    await lay_places(db)
    await lay_shelves(db)
    await lay_words(db)
    await db.commit()
    await bring([pen_row(0, Variant_Compare_At_Price="2500"), *many_pens(12)])


@pytest.mark.usefixtures("window")
async def test_the_window_is_dressed(client: PageClient) -> None:
    page = await client.get("/")
    assert page.one("h1").get_text(" ", strip=True) == "The whole school list in one bag"
    assert [tab.get_text() for tab in page.soup.select(".slide-tabs a")] == [
        "School list",
        "Fine arts",
        "The letter desk",
    ]
    headings = [
        heading.get_text()
        for heading in page.soup.select("main section > .sec-head h2, .wrap > .sec-head h2")
    ]
    assert headings == ["Hot deals", "Best sellers", "Made for making", "New arrivals"]
    assert [link.get_text() for link in page.soup.select(".tabs .top > li > a")] == MENU
    assert "Free delivery over Rs 3,000" in page.one(".ticker").get_text()
    assert not client.cookies


@pytest.mark.usefixtures("window")
async def test_every_link_of_the_window_leads_somewhere(client: PageClient) -> None:
    page = await client.get("/")
    elsewhere = {"/cart", "/track", "/account", "/sign-in", "/register"}
    links = (
        {str(link["href"]).partition("#")[0] for link in page.soup.select("a[href^='/']")} - elsewhere - {""}
    )
    assert len(links) > 60
    for link in sorted(links):
        if not link.startswith(("/static", "/account", "/orders")):
            assert (await client.get(link)).status == 200, link


@pytest.mark.usefixtures("window")
async def test_a_list_with_nothing_in_it_is_left_out(client: PageClient, db: AsyncSession) -> None:
    await db.execute(delete(HomeSection).where(HomeSection.kind == "best_sellers"))
    await db.execute(update(HomeSection).where(HomeSection.kind == "new_arrivals").values(is_on=False))
    await db.execute(delete(Banner))
    await db.execute(delete(Announcement))
    await db.commit()
    page = await client.get("/")
    assert "Best sellers" not in page.main
    assert "New arrivals" not in page.main
    assert page.one("h1").get_text() == "Everything for the desk"
    assert not page.soup.select(".ticker")


async def test_a_shop_with_nothing_at_all_opens(client: PageClient) -> None:
    for path in ("/", "/deals", "/new", "/best-sellers", "/brands", "/menu", "/search?q=pen"):
        assert (await client.get(path)).status == 200


@pytest.mark.usefixtures("window")
async def test_the_window_costs_few_statements(client: PageClient) -> None:
    assert await statements_of(client, "/") <= 10


@pytest.mark.usefixtures("window")
async def test_text_pages_stand_with_their_headings(client: PageClient, db: AsyncSession) -> None:
    for path in ("/about", "/delivery", "/returns-policy", "/privacy", "/terms", "/contact"):
        page = await client.get(path)
        assert page.status == 200
        assert page.one("link[rel=canonical]")["href"] == f"{client.settings.base_url}{path}"
        assert 50 <= len(str(page.one("meta[name=description]")["content"])) <= 160
        assert "s-maxage" in page.headers["cache-control"]
    await db.execute(update(TextPage).where(TextPage.slug == "about").values(is_published=False))
    await db.commit()
    assert (await client.get("/about")).status == 404


@pytest.mark.usefixtures("window")
async def test_the_menu_is_a_page_too(client: PageClient) -> None:
    page = await client.get("/menu")
    assert page.soup.select("main a[href='/c/pens/fountain-pens']")
