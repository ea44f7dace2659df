"""The search box."""

import pytest

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
    assert "spelled alike" in (await client.get("/search?q=parkar+jottr")).main


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
async def test_nothing_found_offers_something(client: PageClient) -> None:
    page = await client.get("/search?q=zzzzzzzz")
    assert page.status == 200
    assert page.soup.select(".card")
