"""The product page: choices, stock, pictures, what became of it."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.models import CartLine
from app.catalog.models import Product, SlugHistory, Variant
from app.inventory.models import StockItem
from app.orders.models import CoPurchase
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, many_pens, pen_row
from tests.support.page import Page, PageClient
from tests.support.statements import statements_of

BLUE = "drawing:single_pen?c=1f4fa3&view=main"
RED = "drawing:single_pen?c=b42832&view=main"


@pytest.fixture
async def pen(bring: Bring) -> None:
    """A pen in blue, red (sold out) and green, each with its picture."""
    first, *rest = coloured_pen(1, ("Blue", "Red", "Green"))
    rest[0] |= {"Variant Inventory Qty": "0", "Variant Image": RED}
    other = pen_row(
        2, Variant_Inventory_Qty="3", Low_Stock_At="5", Category_Path="Globes", Vendor="Deer"
    )  # goes with nothing
    await bring([first | {"Image Src": BLUE}, *rest, other])


def chosen(page: Page) -> list[str]:
    """Values of the chosen radios."""
    return [str(radio["value"]) for radio in page.soup.select("#product-buy input[type=radio][checked]")]


def price(page: Page) -> str:
    """The price in the buy box."""
    return page.one("#product-buy .price b").get_text().replace("\u00a0", " ")


async def variant_id(db: AsyncSession, sku: str) -> int:
    """The id of that SKU's variant."""
    return (await db.scalars(select(Variant.id).where(Variant.sku == sku))).one()


@pytest.mark.usefixtures("pen")
async def test_the_page_has_its_parts(client: PageClient) -> None:
    page = await client.get("/p/pen-1")
    assert page.one("h1").get_text() == "Pen 1"
    assert price(page) == "Rs 1,250"
    assert chosen(page) == ["blue"]
    assert page.one("link[rel=canonical]")["href"] == f"{client.settings.base_url}/p/pen-1"
    assert page.one("#about p").get_text() == "Writes well."
    assert page.one("#specs th").get_text() == "Nib"
    crumbs = [crumb.get_text() for crumb in page.soup.select(".crumbs li")]
    assert crumbs == ["Home", "Pens", "Ballpoint Pens", "Pen 1"]
    assert not client.cookies


@pytest.mark.usefixtures("pen")
async def test_the_query_string_chooses(client: PageClient) -> None:
    page = await client.get("/p/pen-1?colour=green")
    assert (chosen(page), price(page)) == (["green"], "Rs 1,350")
    assert page.one("link[rel=canonical]")["href"] == f"{client.settings.base_url}/p/pen-1"


@pytest.mark.usefixtures("pen")
async def test_a_sold_out_choice_is_shown_and_cannot_be_bought(client: PageClient) -> None:
    page = await client.get("/p/pen-1?colour=red")
    assert chosen(page) == ["red"]
    assert "Sold out" in page.one("#product-buy .badge").get_text()
    assert not page.soup.select("#add-button")
    assert "sold out" in page.one("#product-buy label.out").get_text()


@pytest.mark.usefixtures("pen")
async def test_nonsense_choices_show_the_usual_one(client: PageClient) -> None:
    for query in (
        "colour=nope",
        "size=xl",
        "colour=<script>",
        "image=abc",
        "image=-1",
        "image=99",
        "x=" * 300,
    ):
        page = await client.get(f"/p/pen-1?{query}")
        assert (page.status, chosen(page)) == (200, ["blue"])


@pytest.mark.usefixtures("pen")
async def test_pictures_follow_the_choice_and_the_thumbnail(client: PageClient) -> None:
    def current(page: Page) -> str:
        return str(page.one("#product-gallery .thumbs a[aria-current]")["id"])

    assert current(await client.get("/p/pen-1")) == "thumb-1"
    assert current(await client.get("/p/pen-1?colour=red")) == "thumb-2"
    page = await client.get("/p/pen-1?colour=red&image=1")
    assert current(page) == "thumb-1"
    assert chosen(page) == ["red"]


@pytest.mark.usefixtures("pen")
async def test_htmx_gets_the_buy_box_or_the_gallery(client: PageClient) -> None:
    page = await client.partial("GET", "/p/pen-1?colour=green", target="div#product-buy")
    assert price(page) == "Rs 1,350"
    assert "Green, Rs\u00a01,350, In stock." in page.text
    assert "<h1" not in page.text
    page = await client.partial("GET", "/p/pen-1?image=2", target="section#product-gallery")
    assert page.one("#product-gallery")
    assert not page.soup.select("#product-buy")


@pytest.mark.usefixtures("pen")
async def test_stock_is_told_as_it_is_now(client: PageClient, db: AsyncSession) -> None:
    assert "Only 3 left" in (await client.get("/p/pen-2")).main
    await db.execute(update(StockItem).values(available=0))
    await db.commit()
    assert "Sold out" in (await client.get("/p/pen-2")).main


@pytest.mark.usefixtures("pen")
async def test_a_choice_can_be_seen_and_bought_without_script(client: PageClient, db: AsyncSession) -> None:
    page = await client.get("/p/pen-1")
    page = await page.submit({"colour": "green"}, action="/cart/lines", button="show")
    assert (page.path, price(page)) == ("/p/pen-1?colour=green", "Rs 1,350")
    page = await page.submit({"quantity": "2"}, action="/cart/lines", button="Add to cart : Pen 1, Green")
    assert "Added Pen 1" in page.flashes[0]
    line = (await db.scalars(select(CartLine))).one()
    assert (line.variant_id, line.quantity) == (await variant_id(db, "PEN-1-GREEN"), 2)


@pytest.mark.usefixtures("pen")
async def test_options_picked_since_the_page_was_made_win(client: PageClient, db: AsyncSession) -> None:
    page = await client.get("/p/pen-1")
    await page.submit({"colour": "green"}, action="/cart/lines", button="Add to cart : Pen 1, Blue")
    line = (await db.scalars(select(CartLine))).one()
    assert line.variant_id == await variant_id(db, "PEN-1-GREEN")


@pytest.mark.usefixtures("pen")
async def test_tampered_and_sold_out_choices_are_refused(client: PageClient, db: AsyncSession) -> None:
    common = {"product": "pen-1", "quantity": "1", "back": "/p/pen-1"}
    for fields in ({"colour": "gold"}, {"colour": "red"}, {}, {"colour": "' OR 1=1"}):
        page = await client.partial("POST", "/cart/lines", {**common, **fields}, target="div#toasts")
        assert page.status == 422, fields
    for fields in ({"price": "1"}, {"nib": "fine"}):
        page = await client.partial(
            "POST", "/cart/lines", {**common, "colour": "blue", **fields}, target="div#toasts"
        )
        assert page.status == 422, fields
    assert (await db.scalars(select(CartLine))).all() == []


@pytest.mark.usefixtures("pen")
async def test_unknown_and_unpublished_products_are_not_found(client: PageClient, db: AsyncSession) -> None:
    await db.execute(update(Product).where(Product.slug == "pen-2").values(state="draft"))
    await db.commit()
    for slug in ("no-such-pen", "pen-2", "x" * 500, "%27%20OR%201=1", "%E2%80%AE"):
        assert (await client.get(f"/p/{slug}")).status == 404


@pytest.mark.usefixtures("pen")
async def test_an_old_slug_leads_to_the_new_one(client: PageClient, db: AsyncSession) -> None:
    row = await db.execute(
        update(Product).where(Product.slug == "pen-1").values(slug="better-pen").returning(Product.id)
    )
    db.add(SlugHistory(kind="product", slug="pen-1", object_id=row.scalar_one()))
    await db.commit()
    page = await client.get("/p/pen-1?colour=red", follow=False)
    assert (page.status, page.location) == (301, "/p/better-pen?colour=red")


@pytest.mark.usefixtures("pen")
async def test_a_withdrawn_product_is_gone_and_shows_its_shelf(client: PageClient, db: AsyncSession) -> None:
    await db.execute(update(Product).where(Product.slug == "pen-1").values(state="archived"))
    await db.commit()
    page = await client.get("/p/pen-1")
    assert page.status == 410
    assert "We no longer sell this" in page.main
    assert page.soup.select("main a[href='/c/pens/ballpoint-pens']")
    assert page.one("meta[name=robots]")["content"] == "noindex"


async def test_script_in_a_product_stays_text(client: PageClient, bring: Bring) -> None:
    nasty = "<script>alert(1)</script>"
    row = pen_row(
        1, Title=f"Pen {nasty}", Vendor=f"Br{nasty}", Tags=nasty, Image_Alt_Text=f'"><b onx=1>{nasty}'
    )
    await bring([row | {"Body (HTML)": f"<p>Hi</p>{nasty}", "Nib (product.metafields.specs.nib)": nasty}])
    for path in ("/p/pen-1", "/c/pens", "/best-sellers", "/brands", "/search?q=" + nasty):
        page = await client.get(path)
        assert "alert(1)</script>" not in page.text, path


async def test_a_product_without_a_picture_shows_one_that_is_there(client: PageClient, bring: Bring) -> None:
    await bring([pen_row(1, Image_Src="", Image_Alt_Text="")])
    shown = (await client.get("/p/pen-1")).one("#product-gallery .main img")
    answer = await client.get(str(shown["src"]))
    assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "image/svg+xml")


async def test_what_is_near_stands_below(client: PageClient, bring: Bring) -> None:
    await bring(list(many_pens(5)))
    page = await client.get("/p/pen-1")
    assert page.one("#related h2").get_text() == "More in Ballpoint Pens"
    assert {card.get_text() for card in page.soup.select("#related h3")} == {
        "Pen 2",
        "Pen 3",
        "Pen 4",
        "Pen 5",
    }


async def test_what_goes_with_it_stands_beside_it(client: PageClient, bring: Bring) -> None:
    await bring(
        [
            pen_row(1, Category_Path="Pens > Fountain Pens"),
            pen_row(2, Category_Path="Pens > Ink & Refills", Title="Ink"),
            pen_row(3, Category_Path="Pens > Fountain Pens"),
        ]
    )
    page = await client.get("/p/pen-1")
    assert page.one(".pair h2").get_text() == "Goes well with"
    assert [one.get_text() for one in page.soup.select(".pair h3")] == ["Ink"]
    page = await client.get("/p/pen-2")
    assert {one.get_text() for one in page.soup.select(".pair h3")} == {"Pen 1", "Pen 3"}


async def test_company_costs_as_many_statements_as_none(
    client: PageClient, db: AsyncSession, bring: Bring
) -> None:
    await bring(list(many_pens(9)))
    alone = await statements_of(client, "/p/pen-1")
    first, *others = (await db.scalars(select(Product.id).order_by(Product.id))).all()
    db.add_all(CoPurchase(product_id=first, other_id=other, orders=1, score=other) for other in others)
    await db.commit()
    assert (await client.get("/p/pen-1?colour=none")).one("#related h2").get_text() == "Customers also bought"
    assert await statements_of(client, "/p/pen-1") == alone


async def test_many_variants_cost_as_many_statements_as_one(client: PageClient, bring: Bring) -> None:
    await bring([*coloured_pen(1), *coloured_pen(2, [f"Shade {number}" for number in range(40)])])
    assert await statements_of(client, "/p/pen-1") == await statements_of(client, "/p/pen-2") <= 9
