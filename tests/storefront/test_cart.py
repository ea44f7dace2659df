"""The cart over HTTP, as a browser without script and as htmx."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.models import CartLine
from app.catalog.models import Product, Variant
from app.inventory.models import StockItem
from tests.factories.catalog import make_product, variants_of
from tests.support.page import Page, PageClient
from tests.support.statements import statements_of


@pytest.fixture
async def pen(db: AsyncSession) -> Variant:
    """Ten ball pens at Rs 1,250."""
    product = await make_product(db, price=125_000, stock=10)
    await db.commit()
    return (await variants_of(db, product))[0]


async def add(client: PageClient, variant_id: object, quantity: object = 1, back: str = "/cart") -> Page:
    """Press “Add to cart”."""
    return await client.post(
        "/cart/lines", {"variant_id": str(variant_id), "quantity": str(quantity), "back": back}
    )


async def test_an_added_pen_is_in_the_cart_and_on_the_badge(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id, 2)
    assert page.path == "/cart"
    assert "Added Jotter ball pen." in page.flashes[0]
    assert "Rs\u00a02,500" in page.text
    assert page.one("#cart-badge .count").get_text() == "2"


async def test_htmx_gets_a_toast_the_badge_and_a_sentence(client: PageClient, pen: Variant) -> None:
    page = await client.partial(
        "POST", "/cart/lines", {"variant_id": str(pen.id), "quantity": "1", "back": "/"}, target="div#toasts"
    )
    assert page.status == 200
    assert page.headers["cache-control"] == "private, no-store"
    assert "Added Jotter ball pen. Cart has 1 item, Rs\u00a01,250." in page.text
    assert page.one("#cart-badge .count").get_text() == "1"


BAD_QUANTITIES = [
    "0",
    "-1",
    "1000000000",
    "abc",
    "",
    "1.5",
    "1e3",
    "٣",
    "+1",
    " 1",
    "0x10",
    "2147483648",
    "9223372036854775808",
    "1,000",
    "NaN",
    "1;DROP TABLE carts",
]


@pytest.mark.parametrize("quantity", BAD_QUANTITIES)
async def test_a_quantity_that_is_none_adds_nothing(
    client: PageClient, db: AsyncSession, pen: Variant, quantity: str
) -> None:
    page = await add(client, pen.id, quantity)
    assert page.flashes == ["Enter a number from 1 to 999."]
    assert (await db.scalars(select(CartLine))).all() == []


@pytest.mark.parametrize("variant", ["0", "-1", "999999", "abc", "9" * 30, "' OR 1=1 --", "null"])
async def test_a_tampered_variant_is_not_for_sale(client: PageClient, pen: Variant, variant: str) -> None:
    page = await add(client, variant)
    assert page.flashes == ["This item is not for sale any more."]


async def test_a_price_in_the_form_is_refused(client: PageClient, db: AsyncSession, pen: Variant) -> None:
    page = await client.post(
        "/cart/lines", {"variant_id": str(pen.id), "quantity": "1", "back": "/cart", "price": "1"}
    )
    assert page.status == 422
    assert (await db.scalars(select(CartLine))).all() == []


async def test_drafts_and_sold_out_things_stay_out(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    draft = await make_product(db, state="draft")
    gone = await make_product(db, stock=0)
    await db.commit()
    page = await add(client, (await variants_of(db, draft))[0].id)
    assert page.flashes == ["This item is not for sale any more."]
    page = await add(client, (await variants_of(db, gone))[0].id)
    assert page.flashes == ["This item just sold out."]


async def test_no_more_than_there_is(client: PageClient, pen: Variant) -> None:
    await add(client, pen.id, 8)
    page = await add(client, pen.id, 8)
    assert "your cart has 10, which is as many as we can send" in page.flashes[0]
    assert page.one("#cart-badge .count").get_text() == "10"


async def test_quantities_change_by_number_and_by_step(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id, 2)
    page = await page.submit({"quantity": "4"}, action="/cart/lines/*quantity", button="Update")
    assert "Rs\u00a05,000" in page.text
    page = await page.submit(action="/cart/lines/*quantity", button="One more")
    assert page.one("main input[name=quantity]")["value"] == "5"
    page = await page.submit({"quantity": "50"}, action="/cart/lines/*quantity", button="Update")
    assert page.status == 422
    assert "Only 10 of" in page.main
    page = await page.submit({"quantity": "zero"}, action="/cart/lines/*quantity", button="Update")
    assert page.status == 422
    assert "Enter a number from 1 to 999." in page.main


async def test_the_enter_key_in_the_quantity_updates_and_does_not_take_one_away(
    client: PageClient, pen: Variant
) -> None:
    page = await add(client, pen.id, 2)
    first_button = page.form("/cart/lines/*quantity").select("button")[0]
    assert first_button.get("name") != "step"


async def test_a_removed_line_can_be_brought_back(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id, 3)
    page = await page.submit(action="/cart/lines/*removal")
    assert "Your cart is empty" in page.main
    assert "Removed Jotter ball pen." in page.flashes[0]
    page = await page.submit(action="/cart/lines")
    assert page.one("#cart-badge .count").get_text() == "3"


async def test_another_browser_cannot_touch_the_line(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    await add(client, pen.id, 2)
    line_id = (await db.scalars(select(CartLine.id))).one()
    stranger = client.another()
    page = await add(stranger, pen.id, 1)
    token = page.fields("/cart/lines/*removal")["_csrf"]
    answer = await stranger.post(f"/cart/lines/{line_id}/removal", {"_csrf": token})
    assert answer.status == 404
    answer = await stranger.post(f"/cart/lines/{line_id}/quantity", {"_csrf": token, "quantity": "9"})
    assert answer.status == 404
    assert (await db.scalar(select(CartLine.quantity).where(CartLine.id == line_id))) == 2
    assert "Rs\u00a01,250" in (await stranger.get("/cart")).text


async def test_the_cart_tells_what_changed_meanwhile(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    await add(client, pen.id, 4)
    await db.execute(update(Variant).values(price=130_000))
    await db.execute(update(StockItem).values(available=2))
    await db.commit()
    page = await client.get("/cart")
    assert "Only 2 left. Lower the number to go on." in page.main
    assert not page.soup.select('a[href="/checkout"]')
    await db.execute(update(StockItem).values(available=5))
    await db.commit()
    page = await client.get("/cart")
    assert "The price changed: it was Rs 1,250." in page.main
    await db.execute(update(Product).values(state="archived"))
    await db.commit()
    page = await client.get("/cart")
    assert "Not for sale any more." in page.main


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\x00"]
)
async def test_nobody_is_sent_away_from_the_shop(client: PageClient, pen: Variant, back: str) -> None:
    page = await client.post(
        "/cart/lines", {"variant_id": str(pen.id), "quantity": "1", "back": back}, follow=False
    )
    assert page.status in {303, 422}
    if page.status == 303:
        assert page.location == "/cart"


async def test_the_cart_costs_the_same_statements_however_long_it_is(
    client: PageClient, db: AsyncSession
) -> None:
    products = [await make_product(db) for _ in range(18)]
    await db.commit()
    ids = [(await variants_of(db, product))[0].id for product in products[:12]]
    await add(client, ids[0])
    await add(client, ids[1])
    few = await statements_of(client, "/cart")
    for variant_id in ids[2:]:
        await add(client, variant_id)
    many = await statements_of(client, "/cart")
    assert many == few <= 14
