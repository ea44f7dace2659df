"""Wishing, and moving a wish to the cart."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.cart import wish as wish_module
from app.cart.errors import NoSuchWish, NotForSale, NothingLeft, WishlistFull
from app.cart.models import CartLine, WishlistItem
from app.cart.move_wish import move_wish
from app.cart.open_cart import open_cart
from app.cart.queries import CartOwner
from app.cart.unwish import unwish, unwish_product
from app.cart.wish import wish
from app.cart.wish_queries import wished_product_ids, wishes_of
from app.catalog.models import Product, Variant
from app.inventory.models import StockItem
from tests.factories.catalog import make_product, variants_of


async def _account(db: AsyncSession, email: str = "ayesha@example.com") -> Account:
    account = Account(email=email, name="Ayesha")
    db.add(account)
    await db.flush()
    return account


async def test_twice_is_once_and_the_price_of_the_first_time_stays(db: AsyncSession) -> None:
    account, pen = await _account(db), await make_product(db, price=125_000)
    first = await wish(db, account.id, pen.id)
    await db.execute(update(Variant).values(price=100_000))
    await db.execute(update(Product).values(price_min=100_000))
    again = await wish(db, account.id, pen.id)
    assert (first.is_new, again.is_new, first.item_id) == (True, False, again.item_id)
    (row,) = (await wishes_of(db, account.id)).rows
    assert (row.seen_price, row.price, row.available) == (125_000, 100_000, 10)
    assert await wished_product_ids(db, account.id) == [pen.id]


async def test_a_variant_named_later_is_the_one_meant(db: AsyncSession) -> None:
    account, pen = await _account(db), await make_product(db, variants=2)
    other = await make_product(db)
    await wish(db, account.id, pen.id)
    (row,) = (await wishes_of(db, account.id)).rows
    assert row.variant_id is None
    second = (await variants_of(db, pen))[1]
    await wish(db, account.id, pen.id, second.id)
    await wish(db, account.id, pen.id, (await variants_of(db, other))[0].id)  # not one of this product
    (row,) = (await wishes_of(db, account.id)).rows
    assert (row.variant_id, row.variant_title) == (second.id, "Choice 1")


async def test_drafts_cannot_be_wished_for(db: AsyncSession) -> None:
    account, pen = await _account(db), await make_product(db, state="draft")
    for product_id in (pen.id, 999_999):
        with pytest.raises(NotForSale):
            await wish(db, account.id, product_id)
    assert await wished_product_ids(db, account.id) == []


async def test_the_wishlist_has_an_end(db: AsyncSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wish_module, "MOST_WISHES", 2)
    account = await _account(db)
    pens = [await make_product(db) for _ in range(3)]
    for pen in pens[:2]:
        await wish(db, account.id, pen.id)
    with pytest.raises(WishlistFull):
        await wish(db, account.id, pens[2].id)
    await wish(db, account.id, pens[0].id)


async def test_a_wish_moves_to_the_cart(db: AsyncSession) -> None:
    account, pen = await _account(db), await make_product(db)
    item = await wish(db, account.id, pen.id)
    cart = await open_cart(db, CartOwner(account_id=account.id))
    assert (await move_wish(db, account.id, cart, item.item_id)).quantity == 1
    assert (await db.scalars(select(CartLine.quantity))).all() == [1]
    assert (await db.scalars(select(WishlistItem))).all() == []


async def test_what_is_sold_out_or_has_to_be_chosen_stays_wished_for(db: AsyncSession) -> None:
    account = await _account(db)
    cart = await open_cart(db, CartOwner(account_id=account.id))
    many = await wish(db, account.id, (await make_product(db, variants=2)).id)
    with pytest.raises(NotForSale):
        await move_wish(db, account.id, cart, many.item_id)
    one = await wish(db, account.id, (await make_product(db)).id)
    await db.execute(update(StockItem).values(available=0))
    with pytest.raises(NothingLeft):
        await move_wish(db, account.id, cart, one.item_id)
    assert len(await wished_product_ids(db, account.id)) == 2


async def test_a_strangers_wish_is_nobodys(db: AsyncSession) -> None:
    account, stranger = await _account(db), await _account(db, "other@example.com")
    pen = await make_product(db)
    item = await wish(db, account.id, pen.id)
    cart = await open_cart(db, CartOwner(account_id=stranger.id))
    with pytest.raises(NoSuchWish):
        await move_wish(db, stranger.id, cart, item.item_id)
    with pytest.raises(NoSuchWish):
        await unwish(db, stranger.id, item.item_id)
    with pytest.raises(NoSuchWish):
        await unwish_product(db, stranger.id, pen.id)
    assert (await unwish(db, account.id, item.item_id)).product_id == pen.id
