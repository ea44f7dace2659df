"""Placing an order: once, with the right stock and money, whatever happens at the same time."""

import asyncio
import uuid

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.cart.models import Cart
from app.cart.queries import CartOwner
from app.catalog.models import Variant
from app.checkout.complete import Submission, complete
from app.checkout.errors import CartChanged, CartEmpty, StepMissing, TooManyOpenOrders
from app.checkout.expire import expire_due
from app.core.db import make_sessionmaker
from app.core.errors import Rejected
from app.core.settings import Settings
from app.inventory.models import Movement, Reservation, StockItem
from app.orders.expire import expire
from app.orders.models import Order
from app.payments.models import Payment
from tests.factories.carts import guest, make_cart
from tests.factories.catalog import make_product, variants_of

PRICE, DELIVERY = 125_000, 14_900


async def _variant(db: AsyncSession, *, stock: int) -> Variant:
    product = await make_product(db, price=PRICE, stock=stock)
    return (await variants_of(db, product))[0]


def _press(cart: Cart, owner: CartOwner, total: int, key: str | None = None) -> Submission:
    return Submission(cart.id, owner, key or str(uuid.uuid4()), total)


async def _stock(db: AsyncSession, variant: Variant) -> tuple[int, int]:
    row = await db.execute(
        select(StockItem.available, StockItem.allocated).where(StockItem.variant_id == variant.id)
    )
    return tuple(row.one())  # type: ignore[return-value]


async def test_an_order_holds_stock_and_money_and_ends_the_cart(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    owner, variant = guest(), await _variant(db, stock=5)
    cart = await make_cart(db, owner, {variant.id: 2})
    await db.commit()

    placed = await complete(make_sessionmaker(engine), settings, _press(cart, owner, 2 * PRICE + DELIVERY))

    assert placed.is_new
    assert placed.order.number.startswith("B2E-")
    assert placed.order.total == 2 * PRICE + DELIVERY
    assert placed.order.tax_included == 22_727  # 10 % inside Rs 2,500
    assert await _stock(db, variant) == (3, 2)
    held = (await db.scalars(select(Reservation))).one()
    assert (held.state, held.quantity, held.order_id) == ("held", 2, placed.order.id)
    payment = (await db.scalars(select(Payment))).one()
    assert (payment.rail, payment.state, payment.amount) == ("bank", "pending", placed.order.total)
    assert (await db.scalars(select(Cart.state))).one() == "ordered"


async def test_pressing_twice_is_one_order(db: AsyncSession, engine: AsyncEngine, settings: Settings) -> None:
    owner, variant = guest(), await _variant(db, stock=5)
    cart = await make_cart(db, owner, {variant.id: 1})
    await db.commit()
    sessions = make_sessionmaker(engine)
    same = _press(cart, owner, PRICE + DELIVERY)
    other_tab = _press(cart, owner, PRICE + DELIVERY)

    answers = await asyncio.gather(
        *[complete(sessions, settings, press) for press in (same, same, other_tab, same)]
    )

    assert len({answer.order.id for answer in answers}) == 1
    assert [answer.is_new for answer in answers].count(True) == 1
    assert await _stock(db, variant) == (4, 1)


async def test_fifty_units_make_fifty_orders(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    variant = await _variant(db, stock=50)
    buyers = [guest() for _ in range(200)]
    carts = [await make_cart(db, owner, {variant.id: 1}) for owner in buyers]
    await db.commit()
    sessions = make_sessionmaker(engine)
    at_once = asyncio.Semaphore(8)  # fewer than the pool, which pages do not wait for long

    async def buy(cart: Cart, owner: CartOwner) -> bool:
        async with at_once:
            try:
                await complete(sessions, settings, _press(cart, owner, PRICE + DELIVERY))
            except CartChanged as error:
                return "sold out" not in " ".join(error.changes)
            return True

    bought = await asyncio.gather(*[buy(cart, owner) for cart, owner in zip(carts, buyers, strict=True)])

    assert bought.count(True) == 50
    assert await db.scalar(select(func.count()).select_from(Order)) == 50
    assert await _stock(db, variant) == (0, 50)
    reserved = await db.scalar(select(func.sum(Movement.d_allocated)).where(Movement.kind == "reserve"))
    assert reserved == 50


async def test_a_price_that_moved_asks_again_and_writes_nothing(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    owner, variant = guest(), await _variant(db, stock=5)
    cart = await make_cart(db, owner, {variant.id: 1})
    await db.execute(update(Variant).values(price=PRICE + 5_000))
    await db.commit()

    with pytest.raises(CartChanged) as caught:
        await complete(make_sessionmaker(engine), settings, _press(cart, owner, PRICE + DELIVERY))

    assert "Rs\u00a01,300" in " ".join(caught.value.changes)
    assert await db.scalar(select(func.count()).select_from(Order)) == 0
    assert await _stock(db, variant) == (5, 0)


@pytest.mark.parametrize("total", [0, 1, -1, PRICE])
async def test_a_tampered_total_is_no_price(
    db: AsyncSession, engine: AsyncEngine, settings: Settings, total: int
) -> None:
    owner, variant = guest(), await _variant(db, stock=5)
    cart = await make_cart(db, owner, {variant.id: 1})
    await db.commit()
    with pytest.raises(CartChanged):
        await complete(make_sessionmaker(engine), settings, _press(cart, owner, total))


async def test_another_browsers_cart_is_nobodys(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    owner, variant = guest(), await _variant(db, stock=5)
    cart = await make_cart(db, owner, {variant.id: 1})
    await db.commit()
    with pytest.raises(CartEmpty):
        await complete(make_sessionmaker(engine), settings, _press(cart, guest(), PRICE + DELIVERY))


async def test_an_empty_cart_a_missing_step_and_a_bad_key_are_refused(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    sessions, variant = make_sessionmaker(engine), await _variant(db, stock=5)
    empty, unfinished, fine = guest(), guest(), guest()
    empty_cart = await make_cart(db, empty, {})
    unfinished_cart = await make_cart(db, unfinished, {variant.id: 1}, delivery="")
    fine_cart = await make_cart(db, fine, {variant.id: 1})
    await db.commit()
    with pytest.raises(CartEmpty):
        await complete(sessions, settings, _press(empty_cart, empty, 0))
    with pytest.raises(StepMissing) as missing:
        await complete(sessions, settings, _press(unfinished_cart, unfinished, PRICE))
    assert missing.value.step == "delivery"
    with pytest.raises(Rejected):
        await complete(sessions, settings, _press(fine_cart, fine, PRICE + DELIVERY, key="short"))


async def test_a_phone_with_two_open_cash_orders_must_confirm_first(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    sessions, variant = make_sessionmaker(engine), await _variant(db, stock=9)
    total = PRICE + DELIVERY + settings.cod_fee
    owners = [guest() for _ in range(3)]
    carts = [await make_cart(db, owner, {variant.id: 1}, payment="cod") for owner in owners]
    await db.commit()

    async def buy(cart: Cart, owner: CartOwner) -> str:
        try:
            await complete(sessions, settings, _press(cart, owner, total))
        except TooManyOpenOrders:
            return "refused"
        return "placed"

    answers = await asyncio.gather(*[buy(cart, owner) for cart, owner in zip(carts, owners, strict=True)])
    assert sorted(answers) == ["placed", "placed", "refused"]


async def test_a_hold_that_ran_out_gives_its_units_back_once(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    sessions, owner, variant = make_sessionmaker(engine), guest(), await _variant(db, stock=5)
    cart = await make_cart(db, owner, {variant.id: 2})
    await db.commit()
    placed = await complete(sessions, settings, _press(cart, owner, 2 * PRICE + DELIVERY))
    assert await expire_due(sessions) == 0
    await db.execute(update(Order).values(hold_expires_at=func.now() - func.make_interval(0, 0, 0, 0, 1)))
    await db.commit()

    done = await asyncio.gather(*[expire_due(sessions) for _ in range(4)])

    assert sum(done) == 1
    assert await _stock(db, variant) == (5, 0)
    state = await db.scalar(select(Order.state).where(Order.id == placed.order.id))
    assert state == "expired"


async def test_an_order_that_fails_holds_up_no_other(
    db: AsyncSession, engine: AsyncEngine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions, variant = make_sessionmaker(engine), await _variant(db, stock=5)
    owners = [guest(), guest()]
    carts = [await make_cart(db, owner, {variant.id: 1}) for owner in owners]
    await db.commit()
    total = PRICE + DELIVERY
    first, second = [
        (await complete(sessions, settings, _press(cart, owner, total))).order
        for cart, owner in zip(carts, owners, strict=True)
    ]
    late = func.now() - func.make_interval(0, 0, 0, 0, 1)
    await db.execute(update(Order).values(hold_expires_at=late))
    await db.commit()

    async def fail_on_first(session: AsyncSession, order_id: int) -> bool:
        if order_id == first.id:
            raise RuntimeError("broken")
        return await expire(session, order_id)

    monkeypatch.setattr("app.checkout.expire.expire", fail_on_first)
    assert await expire_due(sessions) == 1
    states = {order.id: order.state for order in await db.scalars(select(Order))}
    assert states == {first.id: "pending", second.id: "expired"}
