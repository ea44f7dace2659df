"""What may become of an order, and what its stock and money do meanwhile."""

import asyncio

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.checkout.expire import expire_due
from app.core.errors import Rejected, ShopError
from app.core.history import HistoryEntry, Refused
from app.core.outbox import OutboxEvent
from app.core.settings import Settings
from app.inventory.models import Movement, Reservation, StockItem
from app.orders.cancel import cancel
from app.orders.confirm import confirm
from app.orders.models import Order
from app.orders.progress import pack, start
from app.orders.states import order as machine
from app.payments.cancel import cancel_open
from app.payments.confirm import confirm_received
from app.payments.models import Payment
from app.shipping.deliver import deliver
from app.shipping.dispatch import dispatch
from app.shipping.models import Shipment
from tests.factories.orders import CLERK, OrderMaker


@pytest.fixture
def orders(engine: AsyncEngine, settings: Settings) -> OrderMaker:
    """Makes orders on this test's database."""
    return OrderMaker(engine, settings)


async def _stock(db: AsyncSession) -> tuple[int, int, int]:
    row = await db.execute(select(StockItem.available, StockItem.allocated, StockItem.on_hand))
    available, allocated, on_hand = row.one()
    return available, allocated, on_hand


async def _make_late(db: AsyncSession) -> None:
    await db.execute(update(Order).values(hold_expires_at=func.now() - func.make_interval(0, 0, 0, 0, 1)))
    await db.commit()


@pytest.mark.parametrize("payment", ["bank", "cod"])
async def test_an_order_from_placing_to_the_door(orders: OrderMaker, db: AsyncSession, payment: str) -> None:
    order = await orders.in_state("delivered", payment=payment, quantity=3)
    assert order.state == "delivered"
    assert await _stock(db) == (9_997, 0, 9_997)
    assert (await db.scalar(select(Reservation.state))) == "shipped"
    parcel = (await db.scalars(select(Shipment))).one()
    assert (parcel.state, parcel.weight_grams) == ("delivered", 60)
    assert parcel.cod_amount == (order.total if payment == "cod" else 0)
    kinds = (await db.scalars(select(Movement.kind).order_by(Movement.id))).all()
    assert kinds == ["receive", "reserve", "ship"]


async def test_every_move_is_one_history_row_and_one_event(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.in_state("delivered")
    of_order = (HistoryEntry.aggregate_type == "order", HistoryEntry.aggregate_id == order.id)
    history = (await db.scalars(select(HistoryEntry).where(*of_order).order_by(HistoryEntry.version))).all()
    events = (
        await db.scalars(
            select(OutboxEvent)
            .where(OutboxEvent.aggregate_type == "order", OutboxEvent.aggregate_id == order.id)
            .order_by(OutboxEvent.version)
        )
    ).all()
    assert [row.version for row in history] == [row.version for row in events] == list(range(1, 7))
    assert [row.to_state for row in history] == [
        "pending",
        "paid",
        "processing",
        "packed",
        "shipped",
        "delivered",
    ]
    assert order.version == 6


async def test_what_the_table_does_not_know_is_refused(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.in_state("shipped")
    for event in sorted({name for _, name in machine.moves} - machine.events_from("shipped")):
        assert not machine.allows("shipped", event)
    with pytest.raises(Refused):
        await cancel(db, order.id, actor=CLERK, reason="Too late.", by_staff=True)
    await db.rollback()
    pending = await orders.place()
    for act in (start, pack):
        with pytest.raises(Refused):
            await act(db, pending.id, actor=CLERK)
        await db.rollback()
    with pytest.raises(Refused):
        await dispatch(db, pending.id, courier_code="tcs", tracking_number="1", actor=CLERK)
    await db.rollback()
    with pytest.raises(Refused):
        await deliver(db, pending.id, actor=CLERK)


@pytest.mark.parametrize("state", ["pending", "paid", "processing", "packed"])
async def test_cancelling_gives_everything_back_once(
    orders: OrderMaker, db: AsyncSession, state: str
) -> None:
    order = await orders.in_state(state)
    assert await _stock(db) == (9_998, 2, 10_000)
    await db.rollback()
    for _ in range(2):
        await cancel(db, order.id, actor=CLERK, reason="Changed their mind.", by_staff=True)
        await db.commit()
    assert await _stock(db) == (10_000, 0, 10_000)
    releases = await db.scalar(select(func.count()).select_from(Movement).where(Movement.kind == "release"))
    assert releases == 1


async def test_a_cancelled_order_waits_for_no_money(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.in_state("cancelled")
    assert await cancel_open(db, order.id) == 1
    assert await cancel_open(db, order.id) == 0
    assert (await db.scalar(select(Payment.state))) == "cancelled"


async def test_a_reason_is_needed_to_cancel(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.place()
    with pytest.raises(Rejected) as refused:
        await cancel(db, order.id, actor=CLERK, reason=" ", by_staff=True)
    assert "reason" in refused.value.errors


@pytest.mark.parametrize(("amount", "word"), [(-1, "missing"), (1, "Only")])
async def test_a_wrong_amount_is_named_and_changes_nothing(
    orders: OrderMaker, db: AsyncSession, amount: int, word: str
) -> None:
    order = await orders.place()
    with pytest.raises(Rejected) as refused:
        await confirm_received(db, order.id, amount=order.total + amount, reference="X1", actor=CLERK)
    assert word in refused.value.errors["amount"]
    await db.rollback()
    assert (await db.scalar(select(Payment.captured))) == 0


async def test_money_marked_received_twice_is_received_once(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.place()

    async def receive() -> None:
        async with orders.sessions() as session, session.begin():
            await confirm_received(session, order.id, amount=order.total, reference="X1", actor=CLERK)

    await asyncio.gather(*[receive() for _ in range(4)])
    captured, state = (await db.execute(select(Payment.captured, Payment.state))).one()
    assert (captured, state) == (order.total, "captured")
    paid = (HistoryEntry.aggregate_type == "order", HistoryEntry.event == "payment_settled")
    assert await db.scalar(select(func.count()).select_from(HistoryEntry).where(*paid)) == 1


async def test_late_money_revives_an_expired_order_while_the_goods_are_there(
    orders: OrderMaker, db: AsyncSession
) -> None:
    order = await orders.place()
    await _make_late(db)
    assert await expire_due(orders.sessions) == 1
    assert await _stock(db) == (10_000, 0, 10_000)
    await db.rollback()
    await confirm_received(db, order.id, amount=order.total, reference="X1", actor=CLERK)
    await db.commit()
    assert (await db.scalar(select(Order.state))) == "paid"
    assert await _stock(db) == (9_998, 2, 10_000)


async def test_late_money_for_goods_that_are_gone_is_never_lost(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.place()
    await _make_late(db)
    await expire_due(orders.sessions)
    await db.execute(update(StockItem).values(available=1))
    await db.commit()
    await confirm_received(db, order.id, amount=order.total, reference="X1", actor=CLERK)
    await db.commit()
    assert (await db.scalar(select(Order.state))) == "unfillable"
    assert (await db.scalar(select(Payment.captured))) == order.total
    assert await db.scalar(select(StockItem.available)) == 1


async def test_paying_and_expiring_at_once_end_in_one_true_state(
    orders: OrderMaker, db: AsyncSession
) -> None:
    made = [await orders.place(quantity=1) for _ in range(8)]
    await _make_late(db)

    async def pay(order: Order) -> None:
        async with orders.sessions() as session, session.begin():
            await confirm_received(session, order.id, amount=order.total, reference="X1", actor=CLERK)

    await asyncio.gather(*[pay(order) for order in made], *[expire_due(orders.sessions, 8) for _ in range(2)])
    states = (await db.scalars(select(Order.state))).all()
    assert set(states) == {"paid"}  # expired ones were revived: the goods were there
    assert await _stock(db) == (9_992, 8, 10_000)


async def test_cancelling_and_shipping_at_once_end_in_one(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.in_state("packed")

    async def act(what: str) -> str:
        try:
            async with orders.sessions() as session, session.begin():
                if what == "ship":
                    await dispatch(
                        session, order.id, courier_code="leopards", tracking_number="LE1", actor=CLERK
                    )
                else:
                    await cancel(session, order.id, actor=CLERK, reason="Race.", by_staff=True)
        except ShopError:
            return "refused"
        return what

    done = await asyncio.gather(act("ship"), act("cancel"))
    assert sorted(done)[0] in {"cancel", "refused"}
    state = await db.scalar(select(Order.state))
    assert state in {"shipped", "cancelled"}
    assert await _stock(db) == ((9_998, 0, 9_998) if state == "shipped" else (10_000, 0, 10_000))


async def test_only_a_cash_order_is_confirmed_by_hand(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.place(payment="bank")
    with pytest.raises(Rejected):
        await confirm(db, order.id, actor=CLERK)


async def test_a_riders_cash_is_received_only_on_the_way(orders: OrderMaker, db: AsyncSession) -> None:
    confirmed = await orders.in_state("confirmed", payment="cod")
    with pytest.raises(Rejected):
        await confirm_received(db, confirmed.id, amount=confirmed.total, reference="R1", actor=CLERK)
    await db.rollback()
    delivered = await orders.in_state("delivered", payment="cod")
    await confirm_received(db, delivered.id, amount=delivered.total, reference="R1", actor=CLERK)
    await db.commit()
    state = await db.scalar(select(Order.state).where(Order.id == delivered.id))
    assert state == "delivered"


async def test_a_parcel_needs_a_courier_and_its_number(orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.in_state("packed")
    for code, number, field in (("dhl", "1", "courier"), ("leopards", " ", "tracking_number")):
        with pytest.raises(Rejected) as refused:
            await dispatch(db, order.id, courier_code=code, tracking_number=number, actor=CLERK)
        assert field in refused.value.errors
        await db.rollback()
    await dispatch(db, order.id, courier_code="own_rider", tracking_number="", actor=CLERK)
    await db.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE orders SET total = total - 1, goods_total = goods_total - 1",
        "UPDATE orders SET email = 'x@y.example'",
        "UPDATE order_lines SET unit_price = 1, line_total = quantity",
        "DELETE FROM order_addresses",
        "UPDATE movements SET d_on_hand = 0",
        "DELETE FROM movements",
        "TRUNCATE movements CASCADE",
        "DELETE FROM history",
        "UPDATE audit SET reason = ''",
        "UPDATE stock_items SET available = -1",
        "UPDATE payments SET refunded = captured + 1",
    ],
)
async def test_the_database_itself_refuses_to_forget(
    orders: OrderMaker, db: AsyncSession, statement: str
) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    await orders.in_state("paid")
    with pytest.raises(DBAPIError):
        await db.execute(text(statement))
