"""One delivery: applied once, tried again when that can help, dead when it cannot."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import SessionMaker
from app.core.errors import NotFound
from app.core.outbox import Delivery
from tests.workers.kit import (
    counting,
    delivery,
    due,
    effects,
    happen,
    make_effects_table,
    reacting,
    set_delivery,
)
from workers.consumers import Consumer, Fact, Inside, Outside, Reactions, Tools
from workers.deliveries import deliver
from workers.tries import LAST_FAILURE


@pytest.fixture(autouse=True)
async def _effects(sessions: SessionMaker) -> None:
    await make_effects_table(sessions)


async def test_an_event_is_applied_once_however_often_it_is_delivered(tools: Tools) -> None:
    table = reacting(counting())
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, table)
    for _ in range(3):
        await deliver(tools, table, event_id, "count")
    assert await effects(tools.sessions) == [event_id]
    row = await delivery(tools.sessions, event_id)
    assert row.state == "done"
    assert row.applied_at is not None


async def test_five_workers_at_once_apply_it_once(tools: Tools) -> None:
    table = reacting(counting())
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, table)
    await asyncio.gather(*(deliver(tools, table, event_id, "count") for _ in range(5)))
    assert await effects(tools.sessions) == [event_id]


async def test_two_runs_that_both_hold_the_lease_still_apply_it_once(tools: Tools) -> None:
    """A worker that was frozen for longer than its lease comes back beside its successor."""
    table = reacting(counting())
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, table)
    frozen = asyncio.Event()
    # The first run takes its lease, then sleeps before its transaction begins; the lease runs out.
    waking = _DelayedSessions(tools, frozen)
    first = asyncio.create_task(deliver(waking.tools, table, event_id, "count"))
    await waking.reached.wait()
    await set_delivery(tools.sessions, event_id, "next_try_at = now()")
    await deliver(tools, table, event_id, "count")
    frozen.set()
    await first
    assert await effects(tools.sessions) == [event_id]


class _DelayedSessions:
    """Tools whose second session waits for a sign: a process that froze between two transactions."""

    def __init__(self, tools: Tools, sign: asyncio.Event) -> None:
        self.reached = asyncio.Event()
        real, calls = tools.sessions, 0
        outer = self

        class Waiting:
            async def __aenter__(self) -> AsyncSession:
                outer.reached.set()
                await sign.wait()
                self._session = real()
                return await self._session.__aenter__()

            async def __aexit__(self, *details: object) -> None:
                await self._session.__aexit__(*details)

        def sessions() -> object:
            nonlocal calls
            calls += 1
            return real() if calls == 1 else Waiting()

        self.tools = Tools(sessions, tools.sender, tools.press, tools.redis)  # type: ignore[arg-type]


async def test_a_crash_between_effect_and_mark_leaves_neither(tools: Tools) -> None:
    real = counting()
    crashes = [True]

    async def crash_once(session: AsyncSession, fact: Fact) -> None:
        await real.act(session, fact)
        if crashes.pop():
            crashes.append(False)
            raise asyncio.CancelledError

    table = reacting(Inside("count", crash_once))
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, table)
    with pytest.raises(asyncio.CancelledError):
        await deliver(tools, table, event_id, "count")
    assert await effects(tools.sessions) == []
    await deliver(tools, table, event_id, "count")  # given back at once, and not counted as a failure
    assert await effects(tools.sessions) == [event_id]
    assert (await delivery(tools.sessions, event_id)).tries == 0


async def test_a_poison_event_dies_after_its_tries_and_the_others_go_on(tools: Tools) -> None:
    real = counting()

    async def poisoned(session: AsyncSession, fact: Fact) -> None:
        if fact.aggregate_id == 1:
            raise RuntimeError("always")
        await real.act(session, fact)

    table = reacting(Inside("count", poisoned))
    poison, other = await happen(tools.sessions, 1, 2)
    await due(tools.sessions, table)
    await deliver(tools, table, other, "count")
    waits = []
    for failure in range(1, LAST_FAILURE + 1):
        await set_delivery(tools.sessions, poison, "next_try_at = now()")
        before = datetime.now(UTC)
        await deliver(tools, table, poison, "count")
        row = await delivery(tools.sessions, poison)
        assert row.tries == failure
        if failure < LAST_FAILURE:
            assert (row.state, row.enqueued_at) == ("queued", None)
            waits.append((row.next_try_at - before).total_seconds())
    assert row.state == "dead"
    assert row.last_error.startswith("RuntimeError: always")
    planned = [5, 30, 120, 600, 1_800, 7_200, 21_600, 43_200]
    assert [0.79 * plan <= wait <= 1.21 * plan + 1 for plan, wait in zip(planned, waits, strict=True)] == [
        True
    ] * 8
    assert await effects(tools.sessions) == [other]
    await deliver(tools, table, poison, "count")
    assert (await delivery(tools.sessions, poison)).tries == LAST_FAILURE


async def test_a_failure_that_no_try_can_mend_is_dead_at_once(tools: Tools) -> None:
    row = await _fail(tools, NotFound("There is no such order."))
    assert (row.state, row.tries) == ("dead", 1)


async def test_a_consumer_that_takes_too_long_has_failed(tools: Tools) -> None:
    async def sleepy(_: Tools, __: Fact) -> None:
        await asyncio.sleep(5)

    table = reacting(Outside("count", sleepy))
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, table)
    await deliver(tools, table, event_id, "count", time_limit=0.05)
    row = await delivery(tools.sessions, event_id)
    assert (row.state, row.tries) == ("queued", 1)
    assert row.last_error.startswith("TimeoutError")


async def test_a_second_run_beside_the_first_finds_nothing_to_do(tools: Tools) -> None:
    runs: list[int] = []
    began, both_tried = asyncio.Event(), asyncio.Event()

    async def outside(_: Tools, fact: Fact) -> None:
        runs.append(fact.id)
        began.set()
        await both_tried.wait()

    table = reacting(Outside("count", outside))
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, table)
    first = asyncio.create_task(deliver(tools, table, event_id, "count"))
    await began.wait()
    await deliver(tools, table, event_id, "count")
    both_tried.set()
    await first
    assert runs == [event_id]


async def test_a_consumer_that_this_program_does_not_know_is_left_alone(tools: Tools) -> None:
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, reacting(counting("newer")))
    await deliver(tools, reacting(), event_id, "newer")
    row = await delivery(tools.sessions, event_id, "newer")
    assert (row.state, row.tries) == ("queued", 0)


async def test_the_noted_error_names_nobody(tools: Tools) -> None:
    personal = "550 <ayesha.khan@example.com> 'Ayesha Khan' +92 300 1234567 0300-1234567 is no customer"
    row = await _fail(tools, RuntimeError(personal + " x" * 9_000))
    for detail in ("ayesha", "Ayesha", "1234567", "300 123"):
        assert detail not in row.last_error
    assert len(row.last_error) <= 8_000


async def test_the_noted_database_error_repeats_no_values(tools: Tools) -> None:
    async def collide(session: AsyncSession, _: Fact) -> None:
        values = "('ayesha@example.com', 'Ayesha')"
        await session.execute(text(f"INSERT INTO accounts (email, name) VALUES {values}, {values}"))

    row = await _run_one(tools, Inside("count", collide))
    assert row.last_error.startswith("IntegrityError: UniqueViolation 23505 uq_accounts_email\n")
    assert "yesha" not in row.last_error


async def _fail(tools: Tools, error: Exception) -> Delivery:
    async def fail(_: AsyncSession, __: Fact) -> None:
        raise error

    return await _run_one(tools, Inside("count", fail))


async def _run_one(tools: Tools, consumer: Consumer) -> Delivery:
    table: Reactions = reacting(consumer)
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, table)
    await deliver(tools, table, event_id, "count")
    return await delivery(tools.sessions, event_id)
