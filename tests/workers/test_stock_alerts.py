"""Who hears of stock that came back, in which order, and how often."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, Variant
from app.core.db import SessionMaker
from app.core.errors import NotFound
from app.inventory.adjust import adjust
from app.inventory.await_stock import await_stock
from app.inventory.errors import StockIsHere
from app.inventory.links import opens
from app.inventory.models import StockAlert, StockItem
from app.inventory.stop_waiting import stop_waiting
from app.inventory.tell_waiting import tell_waiting
from tests.factories.catalog import make_product, variants_of
from tests.workers.kit import Postman
from workers.consumers import Tools
from workers.deliveries import deliver
from workers.reactions import REACTIONS
from workers.relay import claim_due, patient, publish
from workers.stock_alerts import tell_all_waiting

CONSENT = "We write once, when it is back."
Wait = Callable[..., Awaitable[int]]


@pytest.fixture
async def variant_id(sessions: SessionMaker) -> int:
    """A variant that is sold out."""
    async with sessions() as session, session.begin():
        product = await make_product(session, stock=0, name="Khattat pen")
        variant: Variant = (await variants_of(session, product))[0]
        return variant.id


@pytest.fixture
def wait(sessions: SessionMaker, variant_id: int) -> Wait:
    """Make these people wait, in this order; how many new alerts that were."""

    async def wait(*names: str) -> int:
        async with sessions() as session, session.begin():
            made = [
                await await_stock(session, variant_id, f"{name}@example.com", consent=CONSENT)
                for name in names
            ]
        return sum(made)

    return wait


async def add(sessions: SessionMaker, variant_id: int, units: int, act: int) -> None:
    """Units come in, as the event tells."""
    async with sessions() as session, session.begin():
        item = (await session.scalars(select(StockItem).where(StockItem.variant_id == variant_id))).one()
        await adjust(
            session,
            warehouse_id=item.warehouse_id,
            variant_id=variant_id,
            delta=units,
            ref=("stock_act", act),
        )


async def work(tools: Tools) -> None:
    """Carry until nothing is due."""
    while True:
        await publish(tools.sessions, REACTIONS)
        claimed = await claim_due(tools.sessions, patient(REACTIONS))
        if not claimed:
            return
        for event_id, consumer in claimed:
            await deliver(tools, REACTIONS, event_id, consumer)


def told(postman: Postman) -> list[str]:
    """Who got a letter, in order."""
    return [str(letter["To"]).partition("@")[0] for letter in postman.letters]


async def test_the_first_in_the_queue_are_told_as_many_as_there_are_units(
    tools: Tools, postman: Postman, sessions: SessionMaker, variant_id: int, wait: Wait
) -> None:
    assert await wait("one", "two", "three", "four") == 4
    await add(sessions, variant_id, 2, act=1)
    await work(tools)
    assert told(postman) == ["one", "two"]
    assert set(postman.subjects) == {"It is back: Khattat pen"}
    await add(sessions, variant_id, 1, act=2)
    await work(tools)
    assert told(postman) == ["one", "two", "three"], "the two units before are still offered to others"


async def test_an_event_that_comes_twice_tells_nobody_twice(
    tools: Tools, postman: Postman, sessions: SessionMaker, variant_id: int, wait: Wait
) -> None:
    await wait("one")
    await add(sessions, variant_id, 5, act=1)
    await add(sessions, variant_id, 5, act=2)
    await work(tools)
    assert await tell_all_waiting(tools) == 0
    assert told(postman) == ["one"]


async def test_after_a_day_the_next_in_the_queue_hear(
    tools: Tools, postman: Postman, sessions: SessionMaker, variant_id: int, wait: Wait
) -> None:
    await wait("one", "two")
    await add(sessions, variant_id, 1, act=1)
    await work(tools)
    assert await tell_all_waiting(tools) == 0
    async with sessions() as session, session.begin():
        await session.execute(text("UPDATE stock_alerts SET told_at = told_at - interval '25 hours'"))
    assert await tell_all_waiting(tools) == 1
    await work(tools)
    assert told(postman) == ["one", "two"]


async def test_the_letter_ends_itself_with_one_press(
    tools: Tools, postman: Postman, sessions: SessionMaker, variant_id: int, wait: Wait
) -> None:
    await wait("one")
    await add(sessions, variant_id, 1, act=1)
    await work(tools)
    (letter,) = postman.letters
    address = str(letter["List-Unsubscribe"]).strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    async with sessions() as session:
        alert = (await session.scalars(select(StockAlert))).one()
    assert f"/stock-alerts/{alert.id}/removal?key=" in address
    assert opens(tools.press.settings, alert.id, address.partition("key=")[2])
    assert not opens(tools.press.settings, alert.id + 1, address.partition("key=")[2])
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert address in plain.get_content().replace("=\n", "")


async def test_double_presses_wait_once_and_stopping_ends_all(
    sessions: SessionMaker, variant_id: int, wait: Wait
) -> None:
    assert await wait("one") == 1
    assert await wait("one") == 0
    async with sessions() as session, session.begin():
        other = (await variants_of(session, await make_product(session, stock=0)))[0]
        await await_stock(session, other.id, "one@example.com", consent=CONSENT)
        await await_stock(session, other.id, "two@example.com", consent=CONSENT)
        first = (await session.scalars(select(StockAlert.id).order_by(StockAlert.id).limit(1))).one()
        assert await stop_waiting(session, first) == 2
        assert await stop_waiting(session, first) == 0
        assert list(await session.scalars(select(StockAlert.email))) == ["two@example.com"]


async def test_nobody_waits_for_what_is_here_or_not_sold(db: AsyncSession) -> None:
    product = await make_product(db, stock=1)
    variant = (await variants_of(db, product))[0]
    with pytest.raises(StockIsHere):
        await await_stock(db, variant.id, "one@example.com", consent=CONSENT)
    await db.execute(update(Product).values(state="draft"))
    for wrong in (variant.id, 999_999):
        with pytest.raises(NotFound):
            await await_stock(db, wrong, "one@example.com", consent=CONSENT)


async def test_a_withdrawn_product_calls_nobody(sessions: SessionMaker, variant_id: int, wait: Wait) -> None:
    await wait("one")
    await add(sessions, variant_id, 3, act=1)
    async with sessions() as session, session.begin():
        await session.execute(update(Product).values(state="archived"))
        assert await tell_waiting(session, variant_id) == 0
