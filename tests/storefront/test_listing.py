"""Shelves, brands, deals and their filters, as a browser without script and as htmx."""

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Category, SlugHistory
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, many_pens, pen_row
from tests.support.page import Page, PageClient
from tests.support.statements import statements_of


@pytest.fixture
async def shelf(bring: Bring) -> None:
    """A deal, a coloured pen, a sold-out one, and a brush on another shelf."""
    await bring(
        [
            pen_row(1, Variant_Compare_At_Price="2000", Vendor="Parker"),
            *coloured_pen(2, ("Blue", "Red")),
            pen_row(3, Variant_Inventory_Qty="0", Vendor="Dollar", Category_Path="Pens > Gel Pens"),
            pen_row(4, Title="Brush", Category_Path="Brushes"),
        ]
    )


def names(page: Page) -> set[str]:
    """Names of the products in the list."""
    return {card.get_text(strip=True) for card in page.soup.select("#products-results .card h3")}


def canonical(page: Page) -> str | None:
    """The page's canonical address, as a path."""
    link = page.soup.select_one("link[rel=canonical]")
    return str(link["href"]).removeprefix(page.client.settings.base_url) if link else None


def robots(page: Page) -> str:
    """What search engines are told."""
    return str(page.one("meta[name=robots]")["content"])


LISTINGS = [
    "/c/pens",
    "/c/pens/ballpoint-pens",
    "/b/parker",
    "/deals",
    "/new",
    "/best-sellers",
    "/search?q=gel",
]


@pytest.mark.usefixtures("shelf")
async def test_every_listing_shows_its_products(client: PageClient) -> None:
    found = {path: names(await client.get(path)) for path in LISTINGS}
    assert found == {
        "/c/pens": {"Pen 1", "Pen 2", "Pen 3"},
        "/c/pens/ballpoint-pens": {"Pen 1", "Pen 2"},
        "/b/parker": {"Pen 1", "Pen 2", "Brush"},
        "/deals": {"Pen 1"},
        "/new": {"Pen 1", "Pen 2", "Pen 3", "Brush"},
        "/best-sellers": {"Pen 1", "Pen 2", "Pen 3", "Brush"},
        "/search?q=gel": {"Pen 3"},
    }


@pytest.mark.usefixtures("shelf")
async def test_looking_around_leaves_no_cookie_and_may_be_cached(client: PageClient) -> None:
    for path in LISTINGS:
        page = await client.get(path)
        assert not client.cookies
        assert "set-cookie" not in page.headers
        assert ("s-maxage" in page.headers["cache-control"]) == (not path.startswith("/search"))
        assert 'name="_csrf"' not in page.text


@pytest.mark.usefixtures("shelf")
async def test_unknown_shelves_and_brands_are_not_found(client: PageClient) -> None:
    for path in (
        "/c/no-such",
        "/c/pens/no-such",
        "/c/brushes/ballpoint-pens",
        "/b/no-such",
        "/c/" + "x" * 300,
        "/c/%27",
    ):
        assert (await client.get(path)).status == 404


@pytest.mark.usefixtures("shelf")
async def test_a_hidden_shelf_is_not_found(client: PageClient, db: AsyncSession) -> None:
    await db.execute(update(Category).where(Category.slug == "pens").values(is_visible=False))
    await db.commit()
    assert (await client.get("/c/pens")).status == 404


@pytest.mark.usefixtures("shelf")
async def test_old_slugs_lead_on_with_their_query(client: PageClient, db: AsyncSession) -> None:
    ids = {}
    for table, slug in ((Category, "ballpoint-pens"), (Brand, "parker")):
        row = await db.execute(
            update(table).where(table.slug == slug).values(slug=f"new-{slug}").returning(table.id)
        )
        ids[slug] = row.scalar_one()
    db.add(SlugHistory(kind="category", slug="pens/ballpoint-pens", object_id=ids["ballpoint-pens"]))
    db.add(SlugHistory(kind="brand", slug="parker", object_id=ids["parker"]))
    await db.commit()
    page = await client.get("/c/pens/ballpoint-pens?sort=price", follow=False)
    assert (page.status, page.location) == (301, "/c/pens/new-ballpoint-pens?sort=price")
    page = await client.get("/b/parker", follow=False)
    assert (page.status, page.location) == (301, "/b/new-parker")


@pytest.mark.usefixtures("shelf")
async def test_filters_work_by_the_form_alone(client: PageClient) -> None:
    page = await client.get("/c/pens")
    form = page.one("form#products-facets")
    fields = {str(field["name"]) for field in form.select("input[name]")}
    assert (form["action"], fields) == (
        "/c/pens",
        {"brand", "colour", "in_stock", "deal"},
    )
    assert "Show 3 products" in form.get_text()
    page = await client.get("/c/pens?brand=dollar&price_min=&price_max=")
    assert names(page) == {"Pen 3"}
    assert page.one("#products-chips .chip").get_text(strip=True).startswith("Dollar")
    page = await page.client.get(str(page.one("#products-chips .chip")["href"]))
    assert names(page) == {"Pen 1", "Pen 2", "Pen 3"}


@pytest.mark.usefixtures("shelf")
async def test_nonsense_in_the_query_is_ignored(client: PageClient) -> None:
    for query in (
        "sort=;drop",
        "brand=<script>",
        "price_min=x&price_max=-1",
        "a=b&" * 200,
        "page=",
    ):
        page = await client.get(f"/c/pens?{query}")
        assert names(page) == {"Pen 1", "Pen 2", "Pen 3"}


@pytest.mark.usefixtures("shelf")
async def test_filters_that_match_nothing_say_so(client: PageClient) -> None:
    page = await client.get("/c/pens?brand=dollar&in_stock=1")
    assert page.status == 200
    assert "Nothing matches" in page.main
    assert robots(page) == "noindex,follow"
    assert page.soup.select(".card"), "what others look at stands instead"


async def test_pages_beyond_the_end_are_not_found(client: PageClient, bring: Bring) -> None:
    await bring(list(many_pens(30)))
    first, second = await client.get("/c/pens"), await client.get("/c/pens?page=2")
    assert len(names(first)) == 24
    assert len(names(second)) == 6
    assert not names(first) & names(second)
    assert (canonical(second), robots(second)) == ("/c/pens?page=2", "index,follow")
    for page in ("3", "0", "-1", "abc", "99999999999"):
        assert (await client.get(f"/c/pens?page={page}")).status == 404


@pytest.mark.usefixtures("shelf")
async def test_what_search_engines_may_index(client: PageClient) -> None:
    expected = {
        "/c/pens": ("/c/pens", "index,follow"),
        "/c/pens?page=1&sort=popular&utm_source=x": ("/c/pens", "index,follow"),
        "/c/pens?brand=parker": ("/c/pens", "noindex,follow"),
        "/c/pens?sort=price": ("/c/pens", "noindex,follow"),
        "/deals": ("/deals", "index,follow"),
        "/search?q=pen": (None, "noindex,follow"),
    }
    for path, wanted in expected.items():
        page = await client.get(path)
        assert (canonical(page), robots(page)) == wanted, path


@pytest.mark.usefixtures("shelf")
async def test_titles_tell_filters_apart(client: PageClient) -> None:
    titles = [
        (await client.get(path)).one("title").get_text()
        for path in ("/c/pens", "/c/pens?brand=parker", "/deals")
    ]
    assert len(set(titles)) == 3
    assert all(title.endswith("| Buy2Enjoy") and len(title) <= 60 for title in titles)


@pytest.mark.usefixtures("shelf")
async def test_htmx_gets_results_facets_and_what_is_said(client: PageClient) -> None:
    page = await client.partial("GET", "/c/pens?brand=parker", target="div#products-results")
    assert page.headers["cache-control"] == "private, no-store"
    assert "HX-Request" in page.headers["vary"]
    assert page.one("#products-results .total").get_text(strip=True) == "2 products"
    assert "2 products. Filtered by Parker." in page.text
    assert "<main" not in page.text


@pytest.mark.usefixtures("shelf")
async def test_cards_offer_what_can_be_done(client: PageClient) -> None:
    page = await client.get("/c/pens")
    assert page.one("#p-pen-1 form [name=variant_id]")
    assert page.one("#p-pen-1 .label").get_text(strip=True).endswith("−37%")
    assert "Choose options" in page.one("#p-pen-2").get_text()
    assert "from" in page.one("#p-pen-2 .price").get_text()
    assert page.one("#p-pen-3 .label").get_text(strip=True) == "Sold out"
    assert not page.soup.select("#p-pen-3 form")


@pytest.mark.usefixtures("shelf")
async def test_a_shelf_shows_the_shelves_within_it(client: PageClient) -> None:
    for path, current in (("/c/pens", []), ("/c/pens/gel-pens", ["/c/pens/gel-pens"])):
        page = await client.get(path)
        subs = page.soup.select(".subs a")
        assert [str(sub["href"]) for sub in subs] == ["/c/pens/ballpoint-pens", "/c/pens/gel-pens"]
        assert [str(sub["href"]) for sub in subs if sub.get("aria-current")] == current


@pytest.mark.usefixtures("shelf")
async def test_brands_are_listed_by_letter(client: PageClient) -> None:
    page = await client.get("/brands")
    assert [heading.get_text() for heading in page.soup.select("main h2")] == ["D", "P"]
    assert str(page.soup.select("main a[href='/b/parker']")) != "[]"


async def test_sixty_products_cost_as_many_statements_as_five(client: PageClient, bring: Bring) -> None:
    spent = []
    for number in (5, 60):
        await bring([row for one in range(number) for row in coloured_pen(one)])
        spent.append(await statements_of(client, "/c/pens"))
    assert spent[0] == spent[1]
    assert spent[0] <= 8
