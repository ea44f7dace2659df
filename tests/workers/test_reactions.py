"""The table of reactions, and what its rows do."""

import importlib
import inspect
import pkgutil
from dataclasses import is_dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

import app
from app.accounts.events import AccountRegistered
from app.accounts.models import Account
from app.core.db import SessionMaker
from app.core.outbox import Delivery, record
from app.core.settings import Settings
from app.notifications.models import Message
from app.notifications.senders import Undeliverable, Unreachable
from app.payments.models import Payment
from tests.factories.orders import OrderMaker
from tests.workers.kit import Postman
from workers.consumers import Tools
from workers.deliveries import deliver
from workers.notifications import CUSTOMER_EMAIL
from workers.reactions import REACTIONS, TABLE
from workers.relay import claim_due, patient, publish


@pytest.fixture
def orders(engine: AsyncEngine, settings: Settings) -> OrderMaker:
    """Makes orders."""
    return OrderMaker(engine, settings)


def test_every_event_has_a_row_and_every_row_an_event() -> None:
    written = set()
    for package in pkgutil.iter_modules(app.__path__, "app."):
        try:
            events = importlib.import_module(f"{package.name}.events")
        except ModuleNotFoundError:
            continue
        for name, thing in inspect.getmembers(events, inspect.isclass):
            if is_dataclass(thing) and not name.startswith("_"):
                written.add(thing)
    assert set(TABLE) == written
    assert len(REACTIONS) == len(TABLE), "two events share a name"


def test_the_consumers_of_an_event_have_names_of_their_own() -> None:
    for event, consumers in TABLE.items():
        names = [consumer.name for consumer in consumers]
        assert len(set(names)) == len(names), event


async def _work(tools: Tools) -> int:
    """Carry until nothing is due any more; how many emails about orders were tried."""
    tried = 0
    while True:
        await publish(tools.sessions, REACTIONS)
        claimed = await claim_due(tools.sessions, patient(REACTIONS))
        if not claimed:
            return tried
        for event_id, consumer in claimed:
            await deliver(tools, REACTIONS, event_id, consumer)
            tried += consumer == CUSTOMER_EMAIL


async def _states(sessions: SessionMaker) -> dict[str, int]:
    async with sessions() as session:
        rows = await session.execute(
            select(Delivery.state, func.count())
            .where(Delivery.consumer == CUSTOMER_EMAIL)
            .group_by(Delivery.state)
        )
        return {row[0]: row[1] for row in rows}


async def test_an_order_s_whole_way_is_told_in_its_order(
    tools: Tools, postman: Postman, orders: OrderMaker
) -> None:
    order = await orders.in_state("delivered")
    await _work(tools)
    assert postman.subjects == [
        f"How to pay for your order {order.number}",
        f"Payment received for order {order.number}",
        f"Your order {order.number} is on its way",
        f"Your order {order.number} was delivered",
    ]
    assert {letter["To"] for letter in postman.letters} == {"ayesha@example.com"}
    assert await _states(tools.sessions) == {"done": 4}


async def test_a_mail_server_that_is_down_delays_the_emails_and_keeps_their_order(
    tools: Tools, postman: Postman, orders: OrderMaker
) -> None:
    order = await orders.in_state("paid")
    postman.troubles = [Unreachable("away"), Unreachable("away")]
    for _ in range(2):
        assert await _work(tools) == 1
        assert postman.letters == []
        await _time_passes(tools.sessions)
    await _work(tools)
    assert postman.subjects == [
        f"How to pay for your order {order.number}",
        f"Payment received for order {order.number}",
    ]


async def test_an_email_is_sent_once_although_its_consumer_runs_again(
    tools: Tools, postman: Postman, orders: OrderMaker
) -> None:
    await orders.place()
    await _work(tools)
    async with tools.sessions() as session, session.begin():
        row = (await session.scalars(select(Delivery).where(Delivery.consumer == CUSTOMER_EMAIL))).one()
        row.state = "queued"  # the worker died after the message was marked, before the delivery was
    await _time_passes(tools.sessions)
    assert await _work(tools) == 1
    assert len(postman.letters) == 1
    assert await _states(tools.sessions) == {"done": 1}


async def test_an_address_that_does_not_exist_holds_nobody_up(
    tools: Tools, postman: Postman, orders: OrderMaker
) -> None:
    order = await orders.in_state("paid")
    postman.troubles = [Undeliverable("no such user")]
    await _work(tools)
    await _work(tools)
    assert postman.subjects == [f"Payment received for order {order.number}"]
    assert await _states(tools.sessions) == {"dead": 1, "done": 1}
    async with tools.sessions() as session:
        states = await session.scalars(select(Message.state).order_by(Message.id))
        assert states.all() == ["failed", "sent"]


async def test_a_cancelled_order_waits_for_no_money(
    tools: Tools, postman: Postman, orders: OrderMaker
) -> None:
    order = await orders.in_state("cancelled")
    await _work(tools)
    async with tools.sessions() as session:
        payment = (await session.scalars(select(Payment).where(Payment.order_id == order.id))).one()
        assert payment.state == "cancelled"
    assert postman.subjects[-1] == f"Your order {order.number} was cancelled"


async def test_a_new_customer_is_welcomed(tools: Tools, postman: Postman) -> None:
    async with tools.sessions() as session, session.begin():
        account = Account(email="new@example.com", name="Bilal Ahmed")
        session.add(account)
        await session.flush()
        await record(session, AccountRegistered(account.id))
    await _work(tools)
    assert [(letter["To"], letter["Subject"]) for letter in postman.letters] == [
        ("new@example.com", "Welcome to Buy2Enjoy")
    ]


async def _time_passes(sessions: SessionMaker) -> None:
    async with sessions() as session, session.begin():
        rows = await session.scalars(select(Delivery).where(Delivery.state == "queued"))
        for row in rows:
            row.next_try_at = func.now()
            row.enqueued_at = None
