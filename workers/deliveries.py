"""One delivery: carried out once, however often it is asked for (E2)."""

import asyncio
import random
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Update, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from app.core.db import in_transaction
from app.core.outbox import Delivery, OutboxEvent
from workers.consumers import Consumer, Fact, Inside, Reactions, Tools, find
from workers.failures import describe, is_hopeless
from workers.tries import wait_after

TIME_LIMIT = 20.0
"""Seconds a consumer may take. Below the worker's own limit for a job, so that running late is noted as a failure."""
_LEASE = timedelta(seconds=30)
"""For how long a started delivery is nobody else's. Longer than TIME_LIMIT, shorter than what a killed worker's
job stays locked in the queue, so that a crash costs no more than that."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Work:
    """A delivery that this run has taken."""

    fact: Fact
    consumer: Consumer
    failures: int


async def deliver(
    tools: Tools, reactions: Reactions, event_id: int, consumer: str, *, time_limit: float = TIME_LIMIT
) -> None:
    """Carry the delivery out unless it is done, dead, not due or somebody else's at this moment.

    Whatever the consumer raises is written to the delivery with the time of the next try; only the loss of the
    database comes out of here. Being cancelled gives the delivery back at once.
    """
    work = await _take(tools, reactions, event_id, consumer)
    if work is None:
        return
    try:
        async with asyncio.timeout(time_limit):
            await _carry_out(tools, work)
    except asyncio.CancelledError:
        await asyncio.shield(_give_back(tools, work))
        raise
    except Exception as error:
        await _note_failure(tools, work, error)


async def _take(tools: Tools, reactions: Reactions, event_id: int, name: str) -> _Work | None:
    """Put a lease on the delivery, so that a second run of the same job finds nothing to do."""
    is_free = (Delivery.state == "queued", Delivery.next_try_at <= func.now())
    async with tools.sessions() as session, session.begin():
        taken = await session.execute(
            update(Delivery)
            .where(_is(event_id, name), *is_free)
            .values(next_try_at=func.now() + _LEASE)
            .returning(Delivery.tries)
        )
        failures = taken.scalar()
        if failures is None:
            return None
        event = await session.get_one(OutboxEvent, event_id)
    consumer = find(reactions, event.type, name)
    if consumer is None:  # written by a newer version of this program; its own worker will take it up
        log.warning("consumer_unknown", event_id=event_id, event_type=event.type, consumer=name)
        return None
    return _Work(_fact(event), consumer, failures)


def _fact(event: OutboxEvent) -> Fact:
    return Fact(
        event.id, event.type, event.aggregate_type, event.aggregate_id, event.version, dict(event.payload)
    )


async def _carry_out(tools: Tools, work: _Work) -> None:
    consumer = work.consumer
    if isinstance(consumer, Inside):
        act = consumer.act

        async def act_and_mark(session: AsyncSession) -> None:
            if await _is_still_queued(session, work):
                await act(session, work.fact)
                await _mark_done(session, work)

        await in_transaction(tools.sessions, act_and_mark)
        return
    await consumer.act(tools, work.fact)
    async with tools.sessions() as session, session.begin():
        await _mark_done(session, work)


async def _is_still_queued(session: AsyncSession, work: _Work) -> bool:
    """Asked under the row's lock: of two runs that overlap, the second sees what the first has done."""
    state = await session.scalar(
        select(Delivery.state).where(_is(work.fact.id, work.consumer.name)).with_for_update(key_share=True)
    )
    return state == "queued"


async def _mark_done(session: AsyncSession, work: _Work) -> None:
    done = {"state": "done", "applied_at": func.now(), "last_error": ""}
    await session.execute(update(Delivery).where(_is(work.fact.id, work.consumer.name)).values(**done))


async def _give_back(tools: Tools, work: _Work) -> None:
    async with tools.sessions() as session, session.begin():
        await session.execute(_if_queued(work).values(next_try_at=func.now()))


async def _note_failure(tools: Tools, work: _Work, error: Exception) -> None:
    failures = work.failures + 1
    wait = None if is_hopeless(error) else wait_after(failures, random.random())
    noted = {"tries": failures, "last_error": describe(error), "enqueued_at": None}
    if wait is None:
        change = _if_queued(work).values(**noted, state="dead")
    else:
        change = _if_queued(work).values(**noted, next_try_at=func.now() + wait)
    async with tools.sessions() as session, session.begin():
        await session.execute(change)
    told = {
        "event_id": work.fact.id,
        "event_type": work.fact.type,
        "consumer": work.consumer.name,
        "failures": failures,
        "error": type(error).__name__,
    }
    if wait is None:
        log.error("delivery_dead", **told)
    else:
        log.warning("delivery_failed", **told, next_try_in=round(wait.total_seconds()))


def _is(event_id: int, name: str) -> ColumnElement[bool]:
    return (Delivery.event_id == event_id) & (Delivery.consumer == name)


def _if_queued(work: _Work) -> Update:
    return update(Delivery).where(_is(work.fact.id, work.consumer.name), Delivery.state == "queued")
