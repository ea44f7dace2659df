"""What somebody looked at, and what that suggests, over HTTP."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, ViewedProduct
from tests.factories.accounts import make_account
from tests.factories.carts import delivery_basics
from tests.factories.catalog import make_product, variants_of
from tests.storefront.test_cart import add
from tests.support.page import Page, PageClient
from tests.support.signing_in import sign_in
from tests.support.statements import count_statements


@pytest.fixture
async def pens(db: AsyncSession) -> list[Product]:
    """Seven pens of one shelf."""
    made = [await make_product(db, name=f"Pen {number}") for number in range(7)]
    await db.commit()
    return made


async def show(client: PageClient, product: Product, **headers: str) -> Page:
    """What a product's page sends once it is shown."""
    return await client.partial(
        "POST",
        "/recently-viewed",
        {"product": str(product.id)},
        target="div#recently-viewed-strips",
        headers=headers,
    )


def names(page: Page, section: str) -> list[str]:
    """The cards of that section."""
    return [tag.get_text() for tag in page.soup.select(f'[aria-labelledby="{section}-h"] h3')]


async def test_a_product_page_is_cached_and_asks_for_its_strips_apart(
    client: PageClient, pens: list[Product]
) -> None:
    page = await client.get(f"/p/{pens[0].slug}")
    assert "public" in page.headers["cache-control"]
    assert client.cookies == {}
    form = page.form("/recently-viewed")
    assert form["hx-trigger"] == "load, submit, prerenderingchange from:document"
    assert form.input["value"] == str(pens[0].id)  # type: ignore[index]


async def test_looking_fills_both_strips(client: PageClient, pens: list[Product]) -> None:
    first = await show(client, pens[0])
    assert names(first, "viewed") == []
    assert "Pen 0" not in names(first, "liked")
    await show(client, pens[1])
    third = await show(client, pens[2])
    assert names(third, "viewed") == ["Pen 1", "Pen 0"]
    assert names(third, "liked") == ["Pen 3", "Pen 4", "Pen 5", "Pen 6"]
    assert third.headers["cache-control"] == "private, no-store"


async def test_a_guest_with_a_history_still_gets_cached_pages(
    client: PageClient, pens: list[Product]
) -> None:
    await show(client, pens[0])
    assert list(client.cookies) == ["__Host-b2e_seen" if not client.settings.insecure_cookies else "b2e_seen"]
    assert "public" in (await client.get("/")).headers["cache-control"]


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender"])
async def test_a_page_that_is_only_prepared_leaves_no_trace(
    client: PageClient, db: AsyncSession, pens: list[Product], purpose: str
) -> None:
    answer = await show(client, pens[0], **{"sec-purpose": purpose})
    assert (answer.status, answer.text) == (204, "")
    assert client.cookies == {}
    assert (await db.scalars(select(ViewedProduct))).all() == []


async def test_reading_changes_nothing(client: PageClient, db: AsyncSession, pens: list[Product]) -> None:
    for path in ("/recently-viewed", "/recommendations", f"/p/{pens[0].slug}", "/"):
        await client.get(path)
    await client.partial("GET", "/recommendations", target="div#recently-viewed-strips")
    assert (await db.scalars(select(ViewedProduct))).all() == []


async def test_without_script_a_button_leads_to_the_list(client: PageClient, pens: list[Product]) -> None:
    page = await (await client.get(f"/p/{pens[0].slug}")).submit(action="/recently-viewed")
    assert page.path == "/recently-viewed"
    assert "noindex" in page.one('meta[name="robots"]')["content"]
    assert [tag.get_text() for tag in page.soup.select("main h3")] == ["Pen 0"]


async def test_clearing_the_list_forgets_rows_and_cookie(
    client: PageClient, db: AsyncSession, pens: list[Product]
) -> None:
    await show(client, pens[0])
    page = await client.get("/recently-viewed")
    page = await page.submit(action="/recently-viewed/removal")
    assert page.flashes == ["We forgot what you looked at."]
    assert "Nothing here yet" in page.main
    assert not any("seen" in name for name in client.cookies)
    assert (await db.scalars(select(ViewedProduct))).all() == []


async def test_a_strangers_history_is_not_shown(
    client: PageClient, db: AsyncSession, pens: list[Product]
) -> None:
    await show(client, pens[0])
    stranger = client.another()
    assert "Nothing here yet" in (await stranger.get("/recently-viewed")).main
    answer = await stranger.post("/recently-viewed/removal", {})
    assert answer.status == 403
    assert len((await db.scalars(select(ViewedProduct))).all()) == 1


async def test_the_history_follows_the_account(
    client: PageClient, db: AsyncSession, pens: list[Product]
) -> None:
    account = await make_account(db)
    await show(client, pens[0])
    await sign_in(client, account)
    assert not any("seen" in name for name in client.cookies)
    await show(client, pens[1])
    elsewhere = client.another()
    await sign_in(elsewhere, account)
    page = await elsewhere.get("/recently-viewed")
    assert [tag.get_text() for tag in page.soup.select("main h3")] == ["Pen 1", "Pen 0"]


@pytest.mark.parametrize("product", ["", "0", "abc", "9" * 30, "999999"])
async def test_a_product_that_is_none_is_not_noted(
    client: PageClient, db: AsyncSession, pens: list[Product], product: str
) -> None:
    part = await client.partial(
        "POST", "/recently-viewed", {"product": product}, target="div#recently-viewed-strips"
    )
    assert part.status == 200
    assert (await db.scalars(select(ViewedProduct))).all() == []


async def test_the_home_page_asks_for_the_same_strips(client: PageClient, pens: list[Product]) -> None:
    home = await client.get("/")
    assert home.one("#recently-viewed-strips a")["hx-get"] == "/recommendations"
    for pen in pens[:2]:
        await show(client, pen)
    part = await client.partial("GET", "/recommendations", target="div#recently-viewed-strips")
    assert names(part, "viewed") == ["Pen 1", "Pen 0"]
    assert names(part, "liked")[0] == "Pen 2"
    page = await home.follow("See what you might also like")
    assert "Picked from what you looked at lately" in page.main
    assert "noindex" in page.one('meta[name="robots"]')["content"]


async def test_strips_cost_the_same_statements_however_long_the_history(
    client: PageClient, pens: list[Product]
) -> None:
    spent = []
    for pen in pens:
        with count_statements(client.app.machines.engine) as heard:
            await show(client, pen)
        spent.append(len(heard))
    assert len(set(spent[2:-3])) == 1
    assert max(spent) <= 14


async def test_the_slip_tells_delivery_to_the_city_the_cart_knows(
    client: PageClient, db: AsyncSession, pens: list[Product]
) -> None:
    await delivery_basics(db)
    await db.commit()
    part = await show(client, pens[0])
    assert not part.soup.select('[hx-target="#product-delivery"]')
    page = await add(client, (await variants_of(db, pens[0]))[0].id)
    await page.submit({"city": "Lahore"}, action="/cart/city")
    part = await show(client, pens[1])
    assert "Lahore:" in part.one("#product-delivery b").get_text()
