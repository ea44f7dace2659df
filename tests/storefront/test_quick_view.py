"""A product at a glance: the dialog for htmx, a page without."""

import brotli
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, pen_row
from tests.support.page import PageClient
from tests.support.statements import statements_of

MOST_BYTES = 6 * 1024


@pytest.fixture
async def shelf(bring: Bring) -> None:
    """A plain pen, one in two colours, one that is sold out."""
    await bring([pen_row(1), *coloured_pen(2), pen_row(3, Variant_Inventory_Qty="0")])


@pytest.mark.usefixtures("shelf")
async def test_without_script_the_link_opens_a_page_that_adds_to_the_cart(client: PageClient) -> None:
    page = await client.get("/c/pens")
    link = page.one("#p-pen-1 a.quick")
    assert link["href"] == link["hx-get"] == "/p/pen-1/quick-view"
    assert link["rel"] == ["nofollow"]
    page = await client.get(str(link["href"]))
    assert page.one("h1").get_text() == "Pen 1"
    assert "noindex" in str(page.one("meta[name=robots]")["content"])
    assert not page.soup.select("link[rel=canonical]")
    assert page.one(".quick-more a")["href"] == "/p/pen-1"
    assert "set-cookie" not in page.headers
    page = await page.submit(action="/cart/lines")
    assert "Added Pen 1" in page.text


@pytest.mark.usefixtures("shelf")
async def test_htmx_gets_a_small_dialog(client: PageClient) -> None:
    page = await client.partial("GET", "/p/pen-2/quick-view", target="div#dialog")
    dialog = page.one("dialog")
    heading = page.one("#quick-view-title")
    assert dialog["aria-labelledby"] == heading["id"]
    assert heading.has_attr("autofocus")
    assert page.one("dialog form[method=dialog] button")
    assert len(page.soup.select("dialog fieldset input[name=colour]")) == 2
    assert len(brotli.compress(page.text.encode(), quality=5)) <= MOST_BYTES
    assert "<main" not in page.text


@pytest.mark.usefixtures("shelf")
async def test_another_choice_changes_the_buy_box_alone(client: PageClient) -> None:
    page = await client.partial("GET", "/p/pen-2/quick-view?colour=red", target="div#quick-buy")
    assert "1,300" in page.one("#quick-buy .price").get_text()
    assert not page.soup.select("dialog")
    assert page.one(".quick-more a")["href"] == "/p/pen-2?colour=red"


@pytest.mark.usefixtures("shelf")
async def test_what_is_sold_out_offers_to_tell(client: PageClient) -> None:
    page = await client.get("/p/pen-3/quick-view")
    assert "Sold out" in page.one("#quick-buy").get_text()
    assert not page.soup.select("#quick-add")
    assert page.one(".quick-more a.btn")["href"] == "/p/pen-3#product-buy"


@pytest.mark.usefixtures("shelf")
async def test_only_what_is_on_sale_has_one(client: PageClient, db: AsyncSession) -> None:
    for state in ("draft", "archived"):
        await db.execute(update(Product).where(Product.slug == "pen-1").values(state=state))
        await db.commit()
        assert (await client.get("/p/pen-1/quick-view")).status == 404
    assert (await client.get("/p/no-such/quick-view")).status == 404
    assert (await client.get("/p/pen-2/quick-view?colour=%00&x=" + "y" * 10_000)).status in (200, 414, 431)


async def test_many_choices_cost_as_many_statements_as_two(client: PageClient, bring: Bring) -> None:
    await bring([*coloured_pen(1), *coloured_pen(2, ("Blue", "Red", "Green", "Black", "White", "Pink"))])
    spent = [await statements_of(client, f"/p/pen-{number}/quick-view") for number in (1, 2)]
    assert spent[0] == spent[1]
