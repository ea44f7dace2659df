"""Saved for later, over HTTP: without script and as htmx."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.models import CartLine, SavedLine
from app.catalog.models import Variant
from app.inventory.models import StockItem
from tests.factories.accounts import make_account
from tests.factories.catalog import make_product, variants_of
from tests.storefront.test_cart import add
from tests.support.page import PageClient
from tests.support.signing_in import sign_in
from tests.support.statements import statements_of


@pytest.fixture
async def pen(db: AsyncSession) -> Variant:
    """Ten ball pens at Rs 1,250."""
    product = await make_product(db, price=125_000, stock=10)
    await db.commit()
    return (await variants_of(db, product))[0]


async def test_a_guest_saves_a_line_and_moves_it_back(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id, 3)
    page = await page.submit(action="/cart/lines/*/saving")
    assert page.path == "/cart"
    assert page.flashes == ["Saved Jotter ball pen for later. Undo"]
    assert "Your cart is empty" in page.main
    assert "Saved for later 1 thing" in page.main
    assert "3 pieces" in page.main
    page = await client.get("/cart")
    page = await page.submit(action="/cart/saved/*/restoration")
    assert page.flashes == ["Moved Jotter ball pen to your cart."]
    assert page.one("#cart-badge .count").get_text() == "3"
    assert "Saved for later" not in page.one("#cart-saved").get_text()


async def test_undo_takes_the_saving_back(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id, 2)
    page = await page.submit(action="/cart/lines/*/saving")
    undo = page.one("#flash form")
    assert str(undo["action"]).endswith("/restoration")
    page = await client.post(str(undo["action"]), {"_csrf": str(undo.select_one("[name=_csrf]")["value"])})  # type: ignore[index]
    assert page.one("#cart-badge .count").get_text() == "2"


async def test_a_removed_saved_thing_can_be_brought_back(client: PageClient, pen: Variant) -> None:
    page = await add(client, pen.id, 2)
    page = await page.submit(action="/cart/lines/*/saving")
    page = await page.submit(action="/cart/saved/*/removal")
    assert page.flashes == ["Removed Jotter ball pen from your saved things. Undo"]
    assert not page.soup.select("#cart-saved li")
    page = await page.submit(action="/cart/saved")
    assert "2 pieces" in page.one("#cart-saved").get_text()


async def test_what_sold_out_stays_saved_and_says_so(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    page = await add(client, pen.id, 3)
    await page.submit(action="/cart/lines/*/saving")
    page = await client.get("/cart")
    form = page.form("/cart/saved/*/restoration")
    await db.execute(update(StockItem).values(available=0))
    await db.commit()
    token = page.fields("/cart/saved/*/restoration")["_csrf"]
    page = await client.post(str(form["action"]), {"_csrf": token})
    assert page.flashes == ["This item just sold out. It stays saved."]
    assert "Sold out" in page.one("#cart-saved").get_text()
    assert not page.soup.select('form[action$="/restoration"]')


async def test_more_than_there_is_moves_in_part_with_words(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    page = await add(client, pen.id, 5)
    page = await page.submit(action="/cart/lines/*/saving")
    await db.execute(update(StockItem).values(available=2))
    await db.commit()
    page = await client.get("/cart")
    assert "Only 2 left" in page.one("#cart-saved").get_text()
    page = await page.submit(action="/cart/saved/*/restoration")
    assert page.flashes == [
        "Your cart has 2 of Jotter ball pen, which is as many as we can send. 3 more stay saved."
    ]


async def test_htmx_gets_lines_sums_badge_and_saved_things(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    page = await add(client, pen.id, 3)
    token = page.fields("/cart/lines/*/saving")["_csrf"]
    line_id = (await db.scalars(select(CartLine.id))).one()
    part = await client.partial(
        "POST", f"/cart/lines/{line_id}/saving", {"_csrf": token}, target="section#cart-lines"
    )
    assert part.status == 200
    targets = [str(tag["hx-target"]) for tag in part.soup.select("hx-partial")]
    assert targets == ["#cart-summary", "#cart-saved", "#cart-badge", "#flash", "#announce"]
    assert "Saved Jotter ball pen for later." in part.one('hx-partial[hx-target="#announce"]').get_text()
    assert part.one("#cart-saved li h3").get_text() == "Jotter ball pen"


async def test_a_stranger_cannot_touch_saved_things(
    client: PageClient, db: AsyncSession, pen: Variant
) -> None:
    page = await add(client, pen.id, 3)
    await page.submit(action="/cart/lines/*/saving")
    saved_id = (await db.scalars(select(SavedLine.id))).one()
    stranger = client.another()
    page = await add(stranger, pen.id, 1)
    token = page.fields("/cart/lines/*/removal")["_csrf"]
    for act in ("removal", "restoration"):
        assert (await stranger.post(f"/cart/saved/{saved_id}/{act}", {"_csrf": token})).status == 404
    line_id = (await db.scalars(select(CartLine.id))).one()
    token = (await client.get("/cart")).fields("/cart/saved/*/removal")["_csrf"]
    assert (await client.post(f"/cart/lines/{line_id}/saving", {"_csrf": token})).status == 404
    assert (await db.scalars(select(SavedLine.quantity))).all() == [3]


@pytest.mark.parametrize(
    "fields", [{}, {"variant_id": "x", "quantity": "1"}, {"variant_id": "1", "quantity": "0"}]
)
async def test_a_tampered_undo_saves_nothing(
    client: PageClient, db: AsyncSession, pen: Variant, fields: dict[str, str]
) -> None:
    page = await add(client, pen.id, 1)
    token = page.fields("/cart/lines/*/removal")["_csrf"]
    page = await client.post("/cart/saved", {"_csrf": token, **fields})
    assert page.flashes != []
    assert (await db.scalars(select(SavedLine))).all() == []


async def test_saved_things_follow_the_person_in(client: PageClient, db: AsyncSession, pen: Variant) -> None:
    account = await make_account(db)
    page = await add(client, pen.id, 3)
    await page.submit(action="/cart/lines/*/saving")
    await sign_in(client, account)
    page = await client.get("/cart")
    assert "3 pieces" in page.one("#cart-saved").get_text()


async def test_saved_things_cost_no_statement_each(client: PageClient, db: AsyncSession) -> None:
    ids = [(await variants_of(db, await make_product(db)))[0].id for _ in range(6)]
    await db.commit()
    page = await add(client, ids[0])
    page = await page.submit(action="/cart/lines/*/saving")
    one = await statements_of(client, "/cart")
    for variant_id in ids[1:]:
        page = await add(client, variant_id)
        await page.submit(action="/cart/lines/*/saving")
    assert await statements_of(client, "/cart") == one
