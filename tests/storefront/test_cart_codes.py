"""Codes typed into the cart, and the city that delivery is counted to."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.models import Cart
from app.catalog.models import Variant
from tests.factories.carts import delivery_basics
from tests.factories.catalog import make_product, variants_of
from tests.storefront.test_cart import add
from tests.support.page import PageClient

FIELDS = [("coupon", "/cart/coupon", "Use coupon"), ("gift_card", "/cart/gift-card", "Use gift card")]


@pytest.fixture
async def pen(db: AsyncSession) -> Variant:
    """Ten ball pens at Rs 1,250, and a way to send them to Lahore."""
    product = await make_product(db, price=125_000, stock=10)
    await delivery_basics(db)
    await db.commit()
    return (await variants_of(db, product))[0]


@pytest.mark.parametrize(("field", "action", "button"), FIELDS)
async def test_a_code_is_not_known_and_stays_typed(
    client: PageClient, pen: Variant, field: str, action: str, button: str
) -> None:
    page = await add(client, pen.id)
    assert not page.one(".codes").has_attr("open")
    page = await page.submit({field: " note-10 "}, action=action, button=button)
    assert page.status == 422
    assert page.errors == {field: "We do not know the code NOTE10."}
    assert "We do not know the code NOTE10." in page.one(f"#{field}-error").get_text()
    assert page.one(f"#{field}")["value"] == " note-10 "
    assert page.one(".codes").has_attr("open")
    assert str(page.one("title").get_text()).startswith("Error: ")


@pytest.mark.parametrize(("field", "action", "button"), FIELDS)
async def test_htmx_gets_the_sentence_beside_the_field(
    client: PageClient, pen: Variant, field: str, action: str, button: str
) -> None:
    page = await add(client, pen.id)
    token = page.fields(action)["_csrf"]
    part = await client.partial(
        "POST", action, {"_csrf": token, field: "<b>x</b>"}, target="section#cart-lines"
    )
    assert part.status == 422
    assert "We do not know the code BXB." in part.one(f"#{field}-error").get_text()
    assert part.one(f"#cart-summary #{field}")["value"] == "<b>x</b>"
    assert part.one(f"#{field}").has_attr("data-focus")


@pytest.mark.parametrize("typed", ["", "   ", "-- --", "%", "x" * 41])
async def test_an_empty_or_endless_code_is_asked_for_again(
    client: PageClient, pen: Variant, typed: str
) -> None:
    page = await add(client, pen.id)
    page = await page.submit({"coupon": typed}, action="/cart/coupon")
    assert page.status == 422
    assert set(page.errors) == {"coupon"}


async def test_codes_cannot_be_guessed_by_the_thousand(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id)
    token = page.fields("/cart/coupon")["_csrf"]
    answers = [
        (await client.post(action, {"_csrf": token, field: f"GUESS{number}"})).status
        for number in range(6)
        for field, action, _ in FIELDS
    ]
    assert answers == [422] * 10 + [429] * 2


async def test_nobody_without_a_cart_tries_codes(client: PageClient, pen: Variant) -> None:
    page = await client.get("/sign-in")
    token = page.fields("/sign-in")["_csrf"]
    for path, field in (("/cart/coupon", "coupon"), ("/cart/gift-card", "gift_card"), ("/cart/city", "city")):
        assert (await client.post(path, {"_csrf": token, field: "x"})).status == 404
        assert (await client.post(path, {field: "x"})).status == 403


async def test_delivery_is_counted_to_the_city_chosen(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id)
    assert "At checkout" in page.one("#cart-summary").get_text()
    page = await page.submit({"city": "lahore"}, action="/cart/city")
    assert page.flashes == ["Delivery is counted to Lahore."]
    summary = " ".join(page.one("#cart-summary").get_text(" ").split())
    assert "Rs 149" in summary
    assert "Rs 1,399" in summary
    assert "Ordered now, it arrives" in summary
    assert page.one("#city")["value"] == "Lahore"
    assert page.one("#cities option")["value"] == "Lahore"
    page = await add(client, pen.id, 2)
    summary = " ".join(page.one("#cart-summary").get_text(" ").split())
    assert "Delivery is free" in summary
    assert "Rs 3,750" in summary


async def test_a_city_that_is_none_is_told_beside_the_field(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id)
    await page.submit({"city": "Lahore"}, action="/cart/city")
    page = await (await client.get("/cart")).submit({"city": "Atlantis"}, action="/cart/city")
    assert page.status == 422
    assert page.errors == {
        "city": "We do not know a city called Atlantis. Choose the nearest one from the list."
    }
    assert page.one("#city")["value"] == "Atlantis"
    page = await client.get("/cart")
    assert page.one("#city")["value"] == "Lahore"


async def test_the_checkout_begins_with_the_city_chosen_in_the_cart(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    page = await add(client, pen.id)
    await page.submit({"city": "Lahore"}, action="/cart/city")
    page = await client.get("/checkout/contact")
    page = await page.submit(
        {"email": "ayesha@example.com", "phone": "0300 1234567"}, action="/checkout/contact"
    )
    assert page.path == "/checkout/delivery"
    assert page.one("#city")["value"] == "Lahore"
    assert "Next day" in page.main
    checkout = (await db.scalars(select(Cart.checkout))).one()
    assert checkout["estimate_city"] == "Lahore"
    assert checkout["shipping"]["city"] == ""
