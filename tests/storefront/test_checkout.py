"""From the cart to a placed order, without script."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import SignInSession
from app.catalog.models import Variant
from app.inventory.models import StockItem
from app.orders.models import Order
from tests.factories.carts import delivery_basics
from tests.factories.catalog import make_product, variants_of
from tests.support.page import Page, PageClient

CONTACT = {"email": "ayesha@example.com", "phone": "0300 1234567"}
PLACE = {"name": "Ayesha Khan", "line": "House 12, Street 4, DHA Phase 5", "city": "Lahore"}


@pytest.fixture
async def pen(db: AsyncSession) -> Variant:
    """Ten ball pens at Rs 1,250, and a way to Lahore."""
    product = await make_product(db, price=125_000, stock=10)
    await delivery_basics(db)
    await db.commit()
    return (await variants_of(db, product))[0]


async def fill_cart(client: PageClient, variant: Variant, quantity: int = 2) -> None:
    """Put pens into the cart."""
    await client.post(
        "/cart/lines", {"variant_id": str(variant.id), "quantity": str(quantity), "back": "/cart"}
    )


async def to_review(client: PageClient, *, method: str = "standard", pay: str = "cod") -> Page:
    """Answer every step."""
    page = await (await client.get("/checkout/contact")).submit(CONTACT)
    assert page.path == "/checkout/delivery"
    page = await page.submit(PLACE)  # the ways of delivering appear once the city is known
    assert page.status == 422
    page = await page.submit({"method": method})
    assert page.path == "/checkout/payment"
    page = await page.submit({"method": pay})
    assert page.path == "/checkout/review"
    return page


@pytest.mark.parametrize(
    ("pay", "total", "sentence"),
    [
        ("cod", "Rs\u00a02,749", "You pay Rs 2,749 to the rider."),
        ("bank", "Rs\u00a02,649", "Transfer Rs 2,649 and we pack"),
    ],
)
async def test_a_guest_buys(client: PageClient, pen: Variant, pay: str, total: str, sentence: str) -> None:
    await fill_cart(client, pen)
    page = await to_review(client, pay=pay)
    assert total in page.one("main form button").get_text()
    page = await page.submit()
    assert page.status == 200
    assert page.path.startswith("/orders/B2E-10001?key=")
    assert sentence in page.main.replace("\u00a0", " ")
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "Your cart is empty" in (await client.get("/cart")).main


async def test_pressing_back_and_again_shows_the_same_order(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    await fill_cart(client, pen)
    review = await to_review(client)
    first = await review.submit()
    again = await review.submit()
    other_tab = await review.submit({"token": "another-key-of-another-tab"})
    assert first.path == again.path == other_tab.path
    assert await db.scalar(select(func.count()).select_from(Order)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("phone", "12345", "Enter a mobile number like 0300 1234567."),
        ("phone", "0360 1234567", "Enter a mobile number like 0300 1234567."),
        ("phone", "", "Enter a mobile number like 0300 1234567."),
        ("phone", "042 35761999", "Enter a mobile number like 0300 1234567."),
        ("email", "ayesha", "Enter an email address like name@example.com."),
        ("email", "a@b\r\nBcc: x@y.example", "Use letters, numbers and ordinary signs only."),
    ],
)
async def test_a_contact_that_is_none_is_said_beside_the_field(
    client: PageClient, pen: Variant, field: str, typed: str, sentence: str
) -> None:
    await fill_cart(client, pen)
    page = await client.get("/checkout/contact")
    page = await page.submit({**CONTACT, field: typed})
    assert page.status == 422
    assert page.errors == {field: sentence}
    assert page.soup.title is not None
    assert page.soup.title.get_text().startswith("Error: ")
    other = "email" if field == "phone" else "phone"
    assert page.one(f"#{other}")["value"] == CONTACT[other]


async def test_urdu_digits_and_country_codes_are_understood(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    await fill_cart(client, pen)
    page = await client.get("/checkout/contact")
    page = await page.submit({**CONTACT, "phone": "۰۳۰۰ ۱۲۳۴۵۶۷"})
    assert page.path == "/checkout/delivery"
    page = await client.get("/checkout/contact")
    assert page.one("#phone")["value"] == "0300 1234567"


async def test_a_city_that_is_none_is_said_and_what_was_typed_kept(client: PageClient, pen: Variant) -> None:
    await fill_cart(client, pen)
    await (await client.get("/checkout")).submit(CONTACT)
    page = await client.get("/checkout/delivery")
    page = await page.submit({**PLACE, "city": "Atlantis", "postcode": "54"})
    assert page.status == 422
    assert "Atlantis" in page.errors["city"]
    assert "five digits" in page.errors["postcode"]
    assert page.one("#city")["value"] == "Atlantis"
    assert page.one("#line")["value"] == PLACE["line"]


async def test_steps_cannot_be_skipped(client: PageClient, pen: Variant) -> None:
    for path in (
        "/checkout",
        "/checkout/contact",
        "/checkout/delivery",
        "/checkout/payment",
        "/checkout/review",
    ):
        assert (await client.get(path)).path == "/cart"
    await fill_cart(client, pen)
    for path in ("/checkout/delivery", "/checkout/payment", "/checkout/review"):
        assert (await client.get(path)).path == "/checkout/contact"


async def test_cash_is_not_offered_with_a_delivery_that_takes_none(client: PageClient, pen: Variant) -> None:
    await fill_cart(client, pen)
    await (await client.get("/checkout")).submit(CONTACT)
    page = await client.get("/checkout/delivery")
    page = await page.submit(PLACE)
    page = await page.submit({"method": "express"})
    assert "Cash on delivery is not offered with this delivery." in page.main
    page = await page.submit({"method": "cod"})
    assert page.status == 422
    assert page.errors == {"method": "Choose how you would like to pay."}


async def test_a_price_that_moved_is_told_and_asked_again(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    await fill_cart(client, pen)
    review = await to_review(client)
    await db.execute(update(Variant).values(price=150_000))
    await db.commit()
    page = await review.submit()
    assert page.status == 409
    assert "now costs Rs\u00a01,500; it was Rs\u00a01,250." in page.text
    assert await db.scalar(select(func.count()).select_from(Order)) == 0
    page = await page.submit()
    assert page.path.startswith("/orders/")


async def test_the_last_unit_taken_meanwhile_leaves_the_cart_intact(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    await fill_cart(client, pen)
    review = await to_review(client)
    await db.execute(update(StockItem).values(available=1))
    await db.commit()
    page = await review.submit()
    assert page.status == 409
    assert "Only 1 of Jotter ball pen are left." in page.main
    page = await page.follow("Change my cart")
    assert page.one("main input[name=quantity]")["value"] == "2"


@pytest.mark.parametrize(
    "tampered",
    [{"total": "1"}, {"total": "-1"}, {"total": "abc"}, {"cart": "999999"}, {"cart": "abc"}, {"token": ""}],
)
async def test_a_tampered_review_orders_nothing(
    client: PageClient, db: AsyncSession, pen: Variant, tampered: dict[str, str]
) -> None:
    await fill_cart(client, pen)
    review = await to_review(client)
    page = await review.submit(tampered)
    assert page.status in {200, 409, 422}
    assert await db.scalar(select(func.count()).select_from(Order)) == 0
    assert "Jotter ball pen" in (await client.get("/cart")).main


async def test_another_browsers_cart_cannot_be_ordered(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    await fill_cart(client, pen)
    review = await to_review(client)
    theirs = review.fields()["cart"]
    stranger = client.another()
    await fill_cart(stranger, pen, 1)
    page = await to_review(stranger)
    page = await page.submit({"cart": theirs})
    assert page.path == "/cart"
    assert await db.scalar(select(func.count()).select_from(Order)) == 0


async def test_a_session_that_ended_loses_nothing(client: PageClient, db: AsyncSession, pen: Variant) -> None:
    await fill_cart(client, pen)
    review = await to_review(client)
    for session in await db.scalars(select(SignInSession)):
        await db.delete(session)
    await db.commit()
    page = await review.submit()
    assert page.status == 403
    assert "Your session ended" in page.main
    page = await client.get("/checkout")
    assert page.path == "/checkout/review"
    page = await page.submit()
    assert page.path.startswith("/orders/")


async def test_an_order_is_hidden_from_strangers(client: PageClient, db: AsyncSession, pen: Variant) -> None:
    await fill_cart(client, pen)
    page = await (await to_review(client)).submit()
    path = page.path
    stranger = client.another()
    assert (await stranger.get(path)).status == 200  # whoever holds the link
    for wrong in (
        "/orders/B2E-10001",
        path[:-2] + "xx",
        "/orders/B2E-99999",
        "/orders/B2E-10001?key=" + "é" * 9,
    ):
        unknown = await stranger.get(wrong)
        assert unknown.status == 404
        assert "Ayesha" not in unknown.text
    await db.execute(update(Order).values(link_nonce="revoked"))
    await db.commit()
    assert (await stranger.get(path)).status == 404


async def test_a_guest_finds_the_order_by_number_and_contact_alone(client: PageClient, pen: Variant) -> None:
    await fill_cart(client, pen)
    await (await to_review(client)).submit()
    for contact in ("ayesha@example.com", "+92 300 1234567"):
        page = await client.another().get("/track")
        page = await page.submit({"number": "b2e-10001", "contact": contact})
        assert page.path.startswith("/orders/B2E-10001?key=")
    wrong_contact = await (await client.another().get("/track")).submit(
        {"number": "B2E-10001", "contact": "someone@example.com"}
    )
    wrong_number = await (await client.another().get("/track")).submit(
        {"number": "B2E-77777", "contact": "someone@example.com"}
    )
    assert wrong_contact.status == wrong_number.status == 422
    assert wrong_contact.errors == wrong_number.errors


async def test_the_owner_cancels_while_it_is_pending(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    await fill_cart(client, pen)
    page = await (await to_review(client)).submit()
    page = await page.submit(action="/orders/*")
    assert "This order was cancelled." in page.main
    assert (await db.scalar(select(StockItem.available))) == 10


async def test_one_phone_places_so_many_orders_a_day(client: PageClient, pen: Variant) -> None:
    for _ in range(5):
        await fill_cart(client, pen, 1)
        page = await (await to_review(client, pay="bank")).submit()
        assert page.path.startswith("/orders/")
    await fill_cart(client, pen, 1)
    page = await (await to_review(client, pay="bank")).submit()
    assert page.status == 429
    assert "Jotter ball pen" in (await client.get("/cart")).main
