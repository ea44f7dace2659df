"""A guest's cart follows the person in."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.cart.add_item import add_item
from app.cart.merge import merge
from app.cart.models import Cart, CartLine
from app.cart.open_cart import open_cart
from app.cart.queries import CartOwner
from tests.factories.carts import guest
from tests.factories.catalog import make_product, variants_of


async def _account(db: AsyncSession) -> Account:
    account = Account(email="ayesha@example.com", name="Ayesha")
    db.add(account)
    await db.flush()
    return account


async def test_quantities_add_up_to_what_there_is_and_the_person_is_told(db: AsyncSession) -> None:
    account, browser = await _account(db), guest()
    pen = (await variants_of(db, await make_product(db, stock=5)))[0]
    ink = (await variants_of(db, await make_product(db, stock=5, name="Ink")))[0]
    theirs = await open_cart(db, CartOwner(account_id=account.id))
    await add_item(db, theirs, pen.id, 3)
    guests = await open_cart(db, browser)
    guests.checkout = {"email": "guest@example.com"}
    await add_item(db, guests, pen.id, 4)
    await add_item(db, guests, ink.id, 1)

    notices = await merge(db, browser.token_hash, account.id)
    await db.flush()

    lines = {
        row.variant_id: row.quantity
        for row in await db.scalars(select(CartLine).where(CartLine.cart_id == theirs.id))
    }
    assert lines == {pen.id: 5, ink.id: 1}
    assert notices[0] == "We added the items from this device to your saved cart."
    assert "Only 5 of Jotter ball pen" in notices[1]
    assert theirs.checkout["email"] == "guest@example.com"
    assert guests.state == "merged"
    assert await merge(db, browser.token_hash, account.id) == []


async def test_sold_out_things_stay_behind_with_a_word(db: AsyncSession) -> None:
    account, browser = await _account(db), guest()
    product = await make_product(db, stock=5)
    pen = (await variants_of(db, product))[0]
    await add_item(db, await open_cart(db, browser), pen.id, 1)
    product.state = "archived"
    await db.flush()
    assert await merge(db, browser.token_hash, account.id) == [
        "An item of your cart is sold out and was left behind."
    ]


async def test_a_browser_without_a_cart_changes_nothing(db: AsyncSession) -> None:
    account = await _account(db)
    assert await merge(db, guest().token_hash, account.id) == []
    assert await merge(db, None, account.id) == []
    assert (await db.scalars(select(Cart))).all() == []
