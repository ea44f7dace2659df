"""The relay: nothing lost, nothing twice, in order."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from arq.connections import create_pool
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.db import SessionMaker
from app.core.outbox import OutboxEvent
from app.core.settings import Settings
from app.orders.events import OrderPaid, OrderPlaced
from tests.workers.kit import Desk, counting, delivery, due, happen, reacting, set_delivery, tell
from workers.queue import JOBS, ArqQueue, decode, encode, redis_settings
from workers.relay import BATCH, Relay, claim_due, publish
from workers.wake import Waker

TABLE = reacting(counting())


async def test_three_relays_enqueue_each_delivery_exactly_once(sessions: SessionMaker) -> None:
    both = reacting(counting("a"), counting("b"))
    async with sessions() as session, session.begin():
        session.add_all(
            OutboxEvent(aggregate_type="order", aggregate_id=n, version=1, type="OrderPlaced", payload={})
            for n in range(1, 3 * BATCH)
        )
    desk = Desk()

    async def relay() -> None:
        one = Relay(sessions, desk, both)
        while await one.carry() or await _unpublished(sessions):
            pass

    await asyncio.gather(relay(), relay(), relay())
    await Relay(sessions, desk, both).carry()

    times = Counter(desk.asked)
    assert len(times) == 2 * (3 * BATCH - 1)
    assert set(times.values()) == {1}


async def test_an_event_that_commits_after_a_later_one_is_not_lost(sessions: SessionMaker) -> None:
    async with sessions() as slow, slow.begin():
        first = await tell(slow, OrderPlaced(1))
        (second,) = await happen(sessions, 2)
        assert second > first
        assert await due(sessions, TABLE) == [(second, "count")]
    assert await due(sessions, TABLE) == [(first, "count")]


async def test_what_was_rolled_back_never_happened(sessions: SessionMaker) -> None:
    async with sessions() as session:
        await tell(session, OrderPlaced(1))
        await session.rollback()
    assert await due(sessions, TABLE) == []


async def test_events_of_one_order_wait_for_each_other(sessions: SessionMaker) -> None:
    first, other, second = await happen(sessions, 1, 2, 1)
    assert await due(sessions, TABLE) == [(first, "count"), (other, "count")]
    assert await due(sessions, TABLE) == []
    await set_delivery(sessions, first, "state = 'done'")
    assert await due(sessions, TABLE) == [(second, "count")]


@pytest.mark.parametrize("waits", [True, False])
async def test_a_dead_delivery_stops_its_order_only_where_order_matters(
    sessions: SessionMaker, waits: bool
) -> None:
    table = reacting(counting(stops_when_dead=waits))
    dead, later, other = await happen(sessions, 1, 1, 2)
    await due(sessions, table)
    await set_delivery(sessions, dead, "state = 'dead'")
    await set_delivery(sessions, other, "enqueued_at = NULL")
    expected = [(other, "count")] if waits else [(later, "count"), (other, "count")]
    assert await due(sessions, table) == expected


async def test_a_later_event_waits_while_another_relay_publishes_the_earlier_one(
    sessions: SessionMaker,
) -> None:
    first, second = await happen(sessions, 1, 1)
    async with sessions() as other_relay, other_relay.begin():
        await other_relay.execute(select(OutboxEvent).where(OutboxEvent.id == first).with_for_update())
        assert await publish(sessions, TABLE) == 1
        assert await claim_due(sessions, frozenset()) == []
    assert await due(sessions, TABLE) == [(first, "count")]
    assert (await delivery(sessions, second)).enqueued_at is None


async def test_what_was_enqueued_long_ago_and_is_not_done_is_enqueued_again(sessions: SessionMaker) -> None:
    (event_id,) = await happen(sessions, 1)
    await due(sessions, TABLE)
    await set_delivery(sessions, event_id, "enqueued_at = now() - interval '59 s'")
    assert await due(sessions, TABLE) == []
    await set_delivery(sessions, event_id, "enqueued_at = now() - interval '61 s'")
    assert await due(sessions, TABLE) == [(event_id, "count")]


async def test_without_redis_the_stamp_comes_off_again(sessions: SessionMaker) -> None:
    (event_id,) = await happen(sessions, 1)
    desk = Desk(is_closed=True)
    with pytest.raises(ConnectionError):
        await Relay(sessions, desk, TABLE).carry()
    assert (await delivery(sessions, event_id)).enqueued_at is None
    desk.is_closed = False
    await Relay(sessions, desk, TABLE).carry()
    assert desk.asked == [(event_id, "count")]


async def test_an_event_of_a_newer_program_is_left_to_it(sessions: SessionMaker) -> None:
    async with sessions() as session, session.begin():
        await tell(session, OrderPaid(1))
    assert await publish(sessions, TABLE) == 0
    assert await _unpublished(sessions) == 1


async def test_an_event_without_consumers_is_published_and_done_with(sessions: SessionMaker) -> None:
    await happen(sessions, 1)
    assert await publish(sessions, reacting()) == 1
    assert await _unpublished(sessions) == 0


async def test_a_running_relay_is_woken_by_the_commit(sessions: SessionMaker, settings: Settings) -> None:
    async with Waker(settings.database_url) as waker:
        await waker.wait(0.05)
        began = time.monotonic()
        waiting = asyncio.create_task(waker.wait(10))
        await asyncio.sleep(0.1)
        await happen(sessions, 1)
        await waiting
        assert time.monotonic() - began < 5


async def test_the_relay_goes_on_after_losing_the_database(
    sessions: SessionMaker, settings: Settings, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.relay._AFTER_ERROR", 0.1)
    monkeypatch.setattr("workers.wake._BETWEEN_CONNECTS", 0.1)
    desk = Desk()
    task = asyncio.create_task(Relay(sessions, desk, TABLE).run(Waker(settings.database_url)))
    try:
        (first,) = await happen(sessions, 1)
        await _until(lambda: desk.asked == [(first, "count")])
        async with sessions() as session:
            await session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        (second,) = await happen(sessions, 2)
        await _until(lambda: desk.asked == [(first, "count"), (second, "count")])
    finally:
        task.cancel()


async def test_a_flushed_queue_costs_time_and_no_event(sessions: SessionMaker, settings: Settings) -> None:
    pool = await create_pool(redis_settings(settings), job_serializer=encode, job_deserializer=decode)
    try:
        relay = Relay(sessions, ArqQueue(pool), TABLE, again_after=timedelta(seconds=0.2))
        (event_id,) = await happen(sessions, 1)
        await relay.carry()
        assert await pool.zrange(JOBS, 0, -1) == [f"d:{event_id}:count".encode()]
        await pool.flushdb()
        await asyncio.sleep(0.3)
        await relay.carry()
        jobs = await pool.queued_jobs(queue_name=JOBS)
        assert [(job.function, list(job.args)) for job in jobs] == [("deliver", [event_id, "count"])]
        assert await ArqQueue(pool).enqueue([(event_id, "count")]) == 0
    finally:
        await pool.aclose()


async def _unpublished(sessions: SessionMaker) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).where(OutboxEvent.published_at.is_(None))) or 0


async def _until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


async def test_deliveries_remember_their_place(sessions: SessionMaker) -> None:
    (event_id,) = await happen(sessions, 7)
    await publish(sessions, TABLE)
    row = await delivery(sessions, event_id)
    assert (row.aggregate_type, row.aggregate_id, row.version) == ("order", 7, 1)
