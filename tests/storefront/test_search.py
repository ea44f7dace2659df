"""The search box."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.search.models import ProductRequest, SearchPin
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, pen_row
from tests.search.test_engine import HOSTILE
from tests.support.page import PageClient


@pytest.fixture
async def shelf(bring: Bring) -> None:
    """Two products to find."""
    await bring([pen_row(1, Title="Parker Jotter"), *coloured_pen(2)])


@pytest.mark.usefixtures("shelf")
async def test_the_box_finds_and_keeps_what_was_typed(client: PageClient) -> None:
    page = await client.get("/brands")
    page = await page.submit({"q": "jotter"}, action="/search")
    assert page.one("h1").get_text() == "Results for ‘jotter’"
    assert [card.get_text() for card in page.soup.select(".results h3")] == ["Parker Jotter"]
    assert page.one(".find [name=q]")["value"] == "jotter"


@pytest.mark.usefixtures("shelf")
async def test_a_sku_leads_to_its_product_and_choice(client: PageClient) -> None:
    page = await client.get("/search?q=pen-2-red", follow=False)
    assert (page.status, page.location) == (303, "/p/pen-2?colour=red")


@pytest.mark.usefixtures("shelf")
async def test_filters_keep_the_words(client: PageClient) -> None:
    page = await client.get("/search?q=pen&brand=parker&sort=price")
    assert {str(field["value"]) for field in page.soup.select("#products-facets [name=q]")} == {"pen"}
    assert page.one("#sort [selected]")["value"] == "price"


@pytest.mark.usefixtures("shelf")
async def test_alike_spellings_are_told(client: PageClient) -> None:
    assert (
        "jotter"
        in (await client.get("/search?q=parker+jottr")).one(".c-correction, .correction, main").get_text()
    )


@pytest.mark.usefixtures("shelf")
async def test_an_empty_search_shows_what_others_buy(client: PageClient) -> None:
    for query in ("q=", "q=+++", ""):
        page = await client.get(f"/search?{query}", follow=False)
        assert (page.status, page.location) == (303, "/best-sellers")


@pytest.mark.usefixtures("shelf")
async def test_hostile_words_get_a_page(client: PageClient) -> None:
    for text in HOSTILE:
        page = await client.get("/search", params={"q": text}, follow=True)
        assert page.status == 200
        assert "<script>alert" not in page.text


@pytest.mark.usefixtures("shelf")
async def test_nothing_found_offers_shelves_best_sellers_and_a_wish(client: PageClient) -> None:
    page = await client.get("/search?q=zzzzzzzz+pens")
    page = page if "Nothing found" in page.main else await client.get("/search?q=zzzzzzzz")
    assert (page.status, page.one("meta[name=robots]")["content"]) == (200, "noindex,follow")
    assert "Nothing found" in page.main
    assert page.soup.select(".card")
    assert str(page.one("#wanted")["value"]).startswith("zzzzzzzz")
    assert page.soup.select("main nav .chip[href^='/c/']")


@pytest.mark.usefixtures("shelf")
async def test_a_wish_is_noted_for_staff(client: PageClient, db: AsyncSession) -> None:
    page = await client.get("/search?q=zzzzzzzz")
    page = await page.submit({"email": "nobody", "phone": "12"}, action="/product-requests")
    assert page.status == 422
    assert set(page.errors) == {"email", "phone"}
    assert page.one("#wanted")["value"] == "zzzzzzzz"
    page = await page.submit(
        {"wanted": "A zebra stapler", "email": "Hira@Example.com", "phone": "0300 1234567"},
        action="/product-requests",
    )
    assert page.flashes == ["Thank you. We have noted it and look whether we can stock it."]
    assert page.path == "/search?q=zzzzzzzz"
    noted = (await db.scalars(select(ProductRequest))).one()
    assert (noted.wanted, noted.query, noted.email, noted.phone, noted.state) == (
        *("A zebra stapler", "zzzzzzzz", "hira@example.com", "+923001234567", "open"),
    )


async def test_a_wish_needs_words_and_no_way_to_reach_anybody(client: PageClient, db: AsyncSession) -> None:
    page = await client.get("/product-requests/new?wanted=Zebra")
    page = await page.submit({"wanted": " "}, action="/product-requests")
    assert (page.status, set(page.errors)) == (422, {"wanted"})
    page = await page.submit({"wanted": "Zebra <b>pen</b>"}, action="/product-requests")
    assert page.status == 200
    noted = (await db.scalars(select(ProductRequest))).one()
    assert (noted.wanted, noted.email, noted.phone) == ("Zebra <b>pen</b>", None, None)


async def test_wishes_are_limited(client: PageClient, db: AsyncSession) -> None:
    answers = [
        (await client.post("/product-requests", {"wanted": f"Pen {n}"}, follow=False)).status
        for n in range(25)
    ]
    assert set(answers) == {303, 429}
    assert await db.scalar(select(func.count(ProductRequest.id))) == answers.count(303)


@pytest.mark.usefixtures("shelf")
async def test_words_in_quotation_marks_are_taken_as_they_stand(client: PageClient) -> None:
    assert "Parker Jotter" in (await client.get("/search", params={"q": '"jotter"'})).main
    page = await client.get("/search", params={"q": '"jottr"'})
    assert "Nothing found" in page.main


@pytest.mark.usefixtures("shelf")
async def test_no_shared_cache_keeps_a_search(client: PageClient) -> None:
    for query in ("pen", "zzzzzzzz"):
        assert (await client.get(f"/search?q={query}")).headers["cache-control"] == "private, no-store"


@pytest.mark.usefixtures("shelf")
async def test_drafts_stay_hidden(client: PageClient, db: AsyncSession) -> None:
    await db.execute(update(Product).where(Product.slug == "pen-1").values(state="draft"))
    await db.commit()
    for query in ("jotter", '"jotter"', "jottr", "PEN-1"):
        assert "Parker Jotter" not in (await client.get("/search", params={"q": query})).text


@pytest.mark.usefixtures("shelf")
async def test_anything_at_all_gets_a_page(client: PageClient) -> None:
    odd = (
        "x" * 10_000,
        "?!.,;",
        "🖋🖋",
        "%_\\'\";--",
        "(a+)+$",
        "\u202epen\u2066",
        "pen\x00\x1b[2J",
        "brand_id = 1 OR true",
    )
    for text in odd:
        assert (await client.get("/search", params={"q": text})).status == 200, text
    for injected in (
        *("brand=parker%27+OR+1%3D1", "brand=x%22+OR+in_stock%3D1", "sort=price;drop+table", "sort[]=price"),
        *("colour=%00", "price_min=1e9&price_max=-1", "in_stock=1+OR+true", "rating=9%29", "page=1&page=2"),
    ):
        assert (await client.get(f"/search?q=pen&{injected}")).status == 200, injected


@pytest.mark.usefixtures("shelf")
async def test_a_pin_stands_first_while_it_lasts(client: PageClient, db: AsyncSession) -> None:
    async def first() -> str:
        page = await client.get("/search?q=pen")
        return page.soup.select(".results h3")[0].get_text()

    product_id = (await db.scalars(select(Product.id).where(Product.name == "Parker Jotter"))).one()
    before = await first()
    pin = SearchPin(query="pen", product_id=product_id)
    db.add(pin)
    await db.commit()
    assert before != await first() == "Parker Jotter"
    pin.ends_at = func.now() - timedelta(days=1)
    await db.commit()
    assert await first() == before
