"""Put aside for later, and taken back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.cart.add_item import add_item
from app.cart.errors import NoSuchLine, NotForSale, NothingLeft, SavedListFull
from app.cart.merge import merge
from app.cart.models import Cart, CartLine, SavedLine
from app.cart.move_to_cart import move_to_cart
from app.cart.open_cart import open_cart
from app.cart.queries import CartOwner, contents, saved_contents
from app.cart.remove_saved import remove_saved
from app.cart.save_for_later import MOST_SAVED, keep_saved, save_for_later
from app.catalog.models import Product, Variant
from app.inventory.models import StockItem
from tests.factories.carts import guest
from tests.factories.catalog import make_product, make_variant, variants_of


async def _pens(db: AsyncSession, count: int, stock: int = 10) -> list[Variant]:
    return [(await variants_of(db, await make_product(db, stock=stock)))[0] for _ in range(count)]


async def _line(db: AsyncSession, cart: Cart, variant: Variant, quantity: int) -> int:
    return (await add_item(db, cart, variant.id, quantity)).line_id


async def _held(db: AsyncSession, table: type[CartLine | SavedLine], cart: Cart) -> dict[int, int]:
    await db.flush()
    rows = await db.execute(select(table.variant_id, table.quantity).where(table.cart_id == cart.id))
    return {row.variant_id: row.quantity for row in rows}


async def test_a_saved_line_leaves_the_cart_and_comes_back_whole(db: AsyncSession) -> None:
    (pen,) = await _pens(db, 1)
    cart = await open_cart(db, guest())
    saved_id, moved = await save_for_later(db, cart, await _line(db, cart, pen, 3))
    assert (await contents(db, cart.id)).items == ()
    (saved,) = (await saved_contents(db, cart.id)).items
    assert (saved.id, saved.quantity, saved.most, moved.name) == (saved_id, 3, 10, "Jotter ball pen")

    assert (await move_to_cart(db, cart, saved_id)).left == 0
    assert await _held(db, CartLine, cart) == {pen.id: 3}
    assert await _held(db, SavedLine, cart) == {}


async def test_saved_twice_adds_up(db: AsyncSession) -> None:
    (pen,) = await _pens(db, 1)
    cart = await open_cart(db, guest())
    for quantity in (3, 4):
        await save_for_later(db, cart, await _line(db, cart, pen, quantity))
    assert await _held(db, SavedLine, cart) == {pen.id: 7}


async def test_what_cannot_be_ordered_stays_saved(db: AsyncSession) -> None:
    (pen,) = await _pens(db, 1, stock=5)
    cart = await open_cart(db, guest())
    saved_id, _ = await save_for_later(db, cart, await _line(db, cart, pen, 4))
    await add_item(db, cart, pen.id, 3)
    moved = await move_to_cart(db, cart, saved_id)
    assert (moved.added.quantity, moved.left) == (5, 2)
    assert await _held(db, SavedLine, cart) == {pen.id: 2}
    moved = await move_to_cart(db, cart, saved_id)
    assert (moved.added.quantity, moved.left) == (5, 2)


async def test_sold_out_and_withdrawn_things_stay_saved(db: AsyncSession) -> None:
    (pen,) = await _pens(db, 1)
    cart = await open_cart(db, guest())
    saved_id, _ = await save_for_later(db, cart, await _line(db, cart, pen, 1))
    await db.execute(update(StockItem).values(available=0))
    with pytest.raises(NothingLeft):
        await move_to_cart(db, cart, saved_id)
    await db.execute(update(Product).values(state="archived"))
    with pytest.raises(NotForSale):
        await move_to_cart(db, cart, saved_id)
    assert await _held(db, SavedLine, cart) == {pen.id: 1}
    with pytest.raises(NotForSale):
        await keep_saved(db, cart, pen.id, 1)


async def test_a_strangers_saved_line_is_nobodys(db: AsyncSession) -> None:
    (pen,) = await _pens(db, 1)
    cart, other = await open_cart(db, guest()), await open_cart(db, guest())
    line_id = await _line(db, cart, pen, 1)
    with pytest.raises(NoSuchLine):
        await save_for_later(db, other, line_id)
    saved_id, _ = await save_for_later(db, cart, line_id)
    with pytest.raises(NoSuchLine):
        await move_to_cart(db, other, saved_id)
    with pytest.raises(NoSuchLine):
        await remove_saved(db, other, saved_id)
    assert (await remove_saved(db, cart, saved_id)).quantity == 1


async def test_the_saved_list_has_an_end(db: AsyncSession) -> None:
    product = await make_product(db, stock=1)
    cart = await open_cart(db, guest())
    variants = [
        await make_variant(db, product, price=100, stock=1, position=place)
        for place in range(1, MOST_SAVED + 1)
    ]
    for variant in variants:
        await keep_saved(db, cart, variant.id, 1)
    with pytest.raises(SavedListFull, match=f"saved {MOST_SAVED} things"):
        await keep_saved(db, cart, (await variants_of(db, product))[0].id, 1)
    await keep_saved(db, cart, variants[0].id, 1)  # what is there already may grow


_QUANTITIES = st.lists(st.integers(0, 6), min_size=3, max_size=3)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(guests_cart=_QUANTITIES, guests_saved=_QUANTITIES, own_cart=_QUANTITIES, own_saved=_QUANTITIES)
async def test_merging_sums_both_lists_and_never_passes_the_stock(
    db: AsyncSession,
    guests_cart: list[int],
    guests_saved: list[int],
    own_cart: list[int],
    own_saved: list[int],
) -> None:
    pens = await _pens(db, 3, stock=8)
    account = Account(email=f"a{pens[0].id}@example.com", name="Ayesha")
    db.add(account)
    await db.flush()
    browser, owner = guest(), CartOwner(account_id=account.id)
    for who, cart_has, saved_has in ((browser, guests_cart, guests_saved), (owner, own_cart, own_saved)):
        cart = await open_cart(db, who)
        for pen, in_cart, aside in zip(pens, cart_has, saved_has, strict=True):
            if in_cart:
                await add_item(db, cart, pen.id, in_cart)
            if aside:
                await keep_saved(db, cart, pen.id, aside)

    await merge(db, browser.token_hash, account.id)
    merged = await open_cart(db, owner)

    sums = {pen.id: min(8, a + b) for pen, a, b in zip(pens, guests_cart, own_cart, strict=True) if a + b}
    put_aside = {pen.id: a + b for pen, a, b in zip(pens, guests_saved, own_saved, strict=True) if a + b}
    assert await _held(db, CartLine, merged) == sums
    assert await _held(db, SavedLine, merged) == put_aside


async def test_merging_tells_of_saved_things_that_found_no_room(db: AsyncSession) -> None:
    account = Account(email="ayesha@example.com", name="Ayesha")
    db.add(account)
    product = await make_product(db, stock=1)
    many = [
        await make_variant(db, product, price=100, stock=1, position=place)
        for place in range(1, MOST_SAVED + 3)
    ]
    own, browser = await open_cart(db, CartOwner(account_id=account.id)), guest()
    guests = await open_cart(db, browser)
    for variant in many[: MOST_SAVED - 1]:
        await keep_saved(db, own, variant.id, 1)
    for variant in many[MOST_SAVED - 1 :]:
        await keep_saved(db, guests, variant.id, 1)
    notices = await merge(db, browser.token_hash, account.id)
    assert notices == ["We left out 2 things that were saved for later on this device."]
    assert len(await _held(db, SavedLine, own)) == MOST_SAVED
