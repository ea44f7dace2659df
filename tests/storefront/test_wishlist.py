"""The wishlist over HTTP."""

from urllib.parse import quote

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.cart.models import WishlistItem
from app.catalog.models import Product, Variant
from app.inventory.models import StockItem
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.catalog import make_product
from tests.support.page import Page, PageClient
from tests.support.signing_in import sign_in
from tests.support.statements import statements_of


@pytest.fixture
async def pen(db: AsyncSession) -> Product:
    """A ball pen at Rs 1,250."""
    product = await make_product(db, price=125_000)
    await db.commit()
    return product


@pytest.fixture
async def account(db: AsyncSession) -> Account:
    """A customer."""
    return await make_account(db)


async def press(client: PageClient, product: object, name: str = "product", referer: str = "/p/x") -> Page:
    """Press a heart on that page."""
    headers = {"referer": client.origin + referer} if referer else {}
    return await client.post("/account/wishlist", {name: str(product)}, headers=headers, follow=False)


async def test_a_heart_puts_it_on_the_list_and_goes_back(
    client: PageClient, account: Account, pen: Product
) -> None:
    await sign_in(client, account)
    page = await client.get(f"/p/{pen.slug}")
    heart = page.one(".pb button.heart")
    assert (page.one(f"form#{heart['form']}")["action"], heart["name"]) == ("/account/wishlist", "product")
    answer = await client.get((await press(client, heart["value"], referer=f"/p/{pen.slug}")).location)
    assert answer.path == f"/p/{pen.slug}"
    assert answer.flashes == ["Jotter ball pen is on your wishlist. View wishlist"]
    assert answer.one("#wishes")["data-ids"] == str(pen.id)
    page = await client.get("/account/wishlist")
    assert "1 thing, the newest first." in page.main
    assert "Jotter ball pen" in page.main
    answer = await press(client, pen.id)
    assert "was on your wishlist already" in (await client.get("/account/wishlist")).flashes[0]


async def test_public_pages_carry_hearts_but_nobodys_wishes(client: PageClient, pen: Product) -> None:
    page = await client.get(f"/p/{pen.slug}")
    assert "public" in page.headers["cache-control"]
    assert not page.one("#wishes").has_attr("data-ids")
    assert page.soup.select('button.heart[name="product"]')


async def test_the_fragment_of_a_cached_page_tells_the_wishes(
    client: PageClient, account: Account, pen: Product
) -> None:
    part = await client.partial("GET", "/cart/badge")
    assert not part.one("#wishes").has_attr("data-ids")
    await sign_in(client, account)
    await press(client, pen.id)
    part = await client.partial("GET", "/cart/badge")
    assert part.one("#wishes")["data-ids"] == str(pen.id)


async def test_htmx_fills_and_empties_the_heart(client: PageClient, account: Account, pen: Product) -> None:
    await sign_in(client, account)
    part = await client.partial("POST", "/account/wishlist", {"product": str(pen.id)}, target="div#toasts")
    assert part.status == 200
    assert part.one("#wishes")["data-ids"] == str(pen.id)
    part = await client.partial("POST", "/account/wishlist", {"unwish": str(pen.id)}, target="div#toasts")
    assert "Took Jotter ball pen off your wishlist." in part.text
    assert part.one("#wishes")["data-ids"] == ""
    assert part.one("form [name=product]")["value"] == str(pen.id)  # Undo
    part = await client.partial("POST", "/account/wishlist", {"unwish": str(pen.id)}, target="div#toasts")
    assert part.status == 200


async def test_a_guest_signs_in_and_the_wish_is_kept(
    client: PageClient, account: Account, pen: Product
) -> None:
    answer = await press(client, pen.id, referer=f"/p/{pen.slug}?colour=red")
    assert answer.location == "/sign-in?next=" + quote(f"/p/{pen.slug}?colour=red", safe="/")
    page = await client.get(answer.location)
    assert page.flashes == ["Sign in or make an account, and Jotter ball pen is on your wishlist."]
    page = await page.submit({"email": account.email, "password": PASSWORD}, action="/sign-in")
    assert page.path == f"/p/{pen.slug}?colour=red"
    assert page.flashes == ["Jotter ball pen is on your wishlist."]
    assert page.one("#wishes")["data-ids"] == str(pen.id)


async def test_a_guest_makes_an_account_and_the_wish_is_kept(client: PageClient, pen: Product) -> None:
    answer = await press(client, pen.id, referer=f"/p/{pen.slug}")
    page = await (await client.get(answer.location)).follow("Create an account")
    page = await page.submit(
        {"name": "Ayesha", "email": "new@example.com", "password": "green ink on paper"}, action="/register"
    )
    assert page.flashes == ["Jotter ball pen is on your wishlist."]


async def test_htmx_sends_a_guest_to_the_door(client: PageClient, pen: Product) -> None:
    part = await client.partial("POST", "/account/wishlist", {"product": str(pen.id)}, target="div#toasts")
    assert part.headers["hx-redirect"] == "/sign-in?next=/account/wishlist"


@pytest.mark.parametrize(
    "referer",
    ["https://evil.example/p/x", "//evil.example/x", "https://evil.example@test/", "javascript:alert(1)", ""],
)
async def test_nobody_is_sent_away_from_the_shop(client: PageClient, pen: Product, referer: str) -> None:
    answer = await client.post(
        "/account/wishlist", {"product": str(pen.id)}, headers={"referer": referer}, follow=False
    )
    assert answer.location == "/sign-in?next=/account/wishlist"


@pytest.mark.parametrize(
    "value", ["", "0", "-1", "abc", "1:2:3", "1:", ":1", "٣", "9" * 30, "999999", "1;DROP TABLE", "1.5"]
)
async def test_a_tampered_heart_wishes_nothing(
    client: PageClient, db: AsyncSession, account: Account, pen: Product, value: str
) -> None:
    await press(client, value)  # a guest
    await sign_in(client, account)
    await press(client, value)
    part = await client.partial("POST", "/account/wishlist", {"product": value}, target="div#toasts")
    assert part.status == 422
    assert (await db.scalars(select(WishlistItem))).all() == []


async def test_removal_can_be_undone(client: PageClient, account: Account, pen: Product) -> None:
    await sign_in(client, account)
    await press(client, pen.id)
    page = await client.get("/account/wishlist")
    page = await page.submit(action="/account/wishlist/*/removal")
    assert "Took Jotter ball pen off your wishlist." in page.flashes[0]
    assert "Nothing wished for yet" in page.main
    undo = page.one("#flash form")
    page = await client.post(str(undo["action"]), {"product": str(pen.id)})
    assert "Jotter ball pen is on your wishlist." in page.flashes[0]


async def test_a_wish_moves_to_the_cart(client: PageClient, account: Account, pen: Product) -> None:
    await sign_in(client, account)
    await press(client, pen.id)
    page = await client.get("/account/wishlist")
    page = await page.submit(action="/account/wishlist/*/purchase")
    assert page.flashes == ["Moved Jotter ball pen to your cart. View cart"]
    assert page.one("#cart-badge .count").get_text() == "1"
    assert "Nothing wished for yet" in page.main


async def test_the_list_tells_stock_price_drop_and_what_can_be_done(
    client: PageClient, db: AsyncSession, account: Account, pen: Product
) -> None:
    choices = await make_product(db, name="Two colours", variants=2)
    gone = await make_product(db, name="Gone pen")
    await db.commit()
    await sign_in(client, account)
    for product in (pen, choices, gone):
        await press(client, product.id)
    await db.execute(update(Variant).where(Variant.product_id == pen.id).values(price=100_000))
    await db.execute(update(Product).where(Product.id == gone.id).values(state="archived"))
    await db.commit()
    page = await client.get("/account/wishlist")
    rows = {
        " ".join(row.select("h2")[0].get_text().split()): " ".join(row.get_text(" ").split())
        for row in page.soup.select(".wishes li")
    }
    assert list(rows) == ["Gone pen", "Two colours", "Jotter ball pen"]
    assert "Rs 250 less than when you wished for it" in rows["Jotter ball pen"]
    assert "Move to cart" in rows["Jotter ball pen"]
    assert "Choose options" in rows["Two colours"]
    assert "Not for sale any more" in rows["Gone pen"]
    assert "Move to cart" not in rows["Gone pen"]
    form = page.form("/account/wishlist/*/purchase")
    await db.execute(update(StockItem).values(available=0))
    await db.commit()
    token = page.fields("/account/wishlist/*/purchase")["_csrf"]
    page = await client.post(str(form["action"]), {"_csrf": token})
    assert page.flashes == ["This item just sold out. It stays on your wishlist."]
    assert "Sold out" in page.main


async def test_a_stranger_sees_and_touches_only_their_own(
    client: PageClient, db: AsyncSession, account: Account, pen: Product
) -> None:
    await sign_in(client, account)
    await press(client, pen.id)
    item_id = (await db.scalars(select(WishlistItem.id))).one()
    stranger = client.another()
    assert (await stranger.get("/account/wishlist", follow=False)).location.startswith("/sign-in")
    await sign_in(stranger, await make_account(db))
    page = await stranger.get("/account/wishlist")
    assert "Nothing wished for yet" in page.main
    token = page.fields("/sign-out")["_csrf"]
    for act in ("removal", "purchase"):
        assert (await stranger.post(f"/account/wishlist/{item_id}/{act}", {"_csrf": token})).status == 404
        assert (await client.post(f"/account/wishlist/{item_id}/{act}", {"_csrf": token})).status == 403
    assert (await db.scalars(select(WishlistItem.id))).all() == [item_id]


async def test_the_list_is_paged_and_costs_no_statement_each(
    client: PageClient, db: AsyncSession, account: Account
) -> None:
    products = [await make_product(db) for _ in range(26)]
    await db.commit()
    await sign_in(client, account)
    await press(client, products[0].id)
    one = await statements_of(client, "/account/wishlist")
    for product in products[1:]:
        await press(client, product.id)
    assert await statements_of(client, "/account/wishlist") == one <= 7
    page = await client.get("/account/wishlist")
    assert len(page.soup.select(".wishes li")) == 24
    page = await client.get("/account/wishlist?page=2")
    assert len(page.soup.select(".wishes li")) == 2
    for bad in ("3", "0", "x", "1000000"):
        assert (await client.get(f"/account/wishlist?page={bad}")).status == 404
