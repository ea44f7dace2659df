"""/account: a customer's own orders, and nobody else's."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.cart.queries import CartOwner
from app.core.settings import Settings
from tests.factories.accounts import make_account
from tests.factories.orders import OrderMaker
from tests.support.page import PageClient
from tests.support.signing_in import sign_in
from tests.support.statements import statements_of


@pytest.fixture
def orders(engine: AsyncEngine, settings: Settings) -> OrderMaker:
    return OrderMaker(engine, settings)


async def test_a_new_customer_is_told_what_will_be_here(client: PageClient, db: AsyncSession) -> None:
    page = await sign_in(client, await make_account(db))
    assert page.path == "/account"
    assert "No orders yet" in page.main
    assert "No orders yet" in (await client.get("/account/orders")).main


async def test_own_orders_newest_first_and_nobody_elses(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    me, other = await make_account(db), await make_account(db)
    mine = [await orders.place(owner=CartOwner(account_id=me.id)) for _ in range(3)]
    theirs = await orders.place(owner=CartOwner(account_id=other.id))
    guests = await orders.place()
    await sign_in(client, me)
    page = await client.get("/account/orders")
    shown = [link.get_text() for link in page.soup.select(".order-list a")]
    assert shown == [order.number for order in reversed(mine)]
    home = await client.get("/account")
    assert mine[-1].number in home.main
    assert len(home.soup.select(".timeline li")) == 6
    assert not any(order.number in home.text + page.text for order in (theirs, guests))
    order_page = await page.follow(mine[0].number)
    assert (order_page.status, order_page.path) == (200, f"/orders/{mine[0].number}")


@pytest.mark.parametrize("page", ["0", "-1", "2", "201", "x", "1.5", "", "9" * 400, "1&page=1"])
async def test_there_is_no_other_page(client: PageClient, db: AsyncSession, page: str) -> None:
    await sign_in(client, await make_account(db))
    assert (await client.get(f"/account/orders?page={page}")).status == 404


async def test_many_orders_come_in_pages(client: PageClient, db: AsyncSession, orders: OrderMaker) -> None:
    me = await make_account(db)
    for _ in range(11):
        await orders.place(owner=CartOwner(account_id=me.id), quantity=1)
    await sign_in(client, me)
    first = await client.get("/account/orders")
    assert len(first.soup.select(".order-list li")) == 10
    second = await first.follow("Next")
    assert second.path == "/account/orders?page=2"
    assert len(second.soup.select(".order-list li")) == 1


async def test_an_orders_short_address_leads_to_its_page(client: PageClient, db: AsyncSession) -> None:
    await sign_in(client, await make_account(db))
    page = await client.get("/account/orders/B2E-10001", follow=False)
    assert (page.status, page.location) == (303, "/orders/B2E-10001")
    page = await client.get("/account/orders/%2F%2Fevil.example", follow=False)
    assert page.status in {301, 404} or page.location.startswith("/orders/")


async def test_a_guest_is_asked_to_sign_in(client: PageClient) -> None:
    for path in ("/account", "/account/orders", "/account/orders/B2E-10001"):
        page = await client.get(path, follow=False)
        assert (page.status, page.location) == (303, f"/sign-in?next={path}")


async def test_the_number_of_statements_does_not_grow_with_the_orders(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    me = await make_account(db)
    await orders.place(owner=CartOwner(account_id=me.id))
    await sign_in(client, me)
    one = await statements_of(client, "/account/orders")
    for _ in range(4):
        await orders.place(owner=CartOwner(account_id=me.id))
    assert await statements_of(client, "/account/orders") == one <= 6
