"""From the outbox to the queue: every committed event reaches each of its consumers at least once.

Rows are claimed by their state, never by "the last id seen": ids are given before commit, so a later id can become
visible first (reliability reference, §5.2). Any number of relays may run.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import ColumnElement, exists, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.core.db import SessionMaker
from app.core.outbox import Delivery, OutboxEvent
from workers.consumers import Reactions
from workers.queue import JobQueue
from workers.wake import Waker

BATCH = 200
"""Rows of a claim: short transactions, and little to repeat after a crash."""
AGAIN_AFTER = timedelta(seconds=60)
"""A delivery that was enqueued so long ago and is not done is enqueued again: a flushed Redis costs a minute."""
_PAUSE = 0.5
_AFTER_ERROR = 2.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Relay:
    """Carries until its task is cancelled."""

    sessions: SessionMaker
    queue: JobQueue
    reactions: Reactions
    again_after: timedelta = AGAIN_AFTER

    async def run(self, waker: Waker) -> None:
        """Carry for ever. What goes wrong is logged and tried again: nothing here may end the relay."""
        async with waker:
            while True:
                try:
                    is_busy = await self.carry()
                except Exception as error:
                    log.warning("relay_failed", error=type(error).__name__)
                    await asyncio.sleep(_AFTER_ERROR)
                else:
                    if not is_busy:
                        await waker.wait(_PAUSE)

    async def carry(self) -> bool:
        """One round: publish a batch, enqueue a batch. True when there may be more at once."""
        published = await publish(self.sessions, self.reactions)
        due = await claim_due(self.sessions, patient(self.reactions), self.again_after)
        await self._enqueue(due)
        return published == BATCH or len(due) == BATCH

    async def _enqueue(self, due: Sequence[tuple[int, str]]) -> None:
        if not due:
            return
        try:
            await self.queue.enqueue(due)
        except Exception:
            await unclaim(self.sessions, due)
            raise


def patient(reactions: Reactions) -> frozenset[str]:
    """Names of consumers that wait behind a dead delivery of the same aggregate."""
    return frozenset(one.name for row in reactions.values() for one in row if one.stops_when_dead)


async def publish(sessions: SessionMaker, reactions: Reactions) -> int:
    """Give each new event a delivery for each of its consumers; how many events.

    Events of a kind that this program does not know are left for the newer one that wrote them.
    """
    async with sessions() as session, session.begin():
        events = await session.scalars(
            select(OutboxEvent)
            .where(OutboxEvent.published_at.is_(None), OutboxEvent.type.in_(reactions))
            .order_by(OutboxEvent.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True, key_share=True)
        )
        claimed = events.all()
        rows = [
            {
                "event_id": event.id,
                "consumer": consumer.name,
                "aggregate_type": event.aggregate_type,
                "aggregate_id": event.aggregate_id,
                "version": event.version,
            }
            for event in claimed
            for consumer in reactions[event.type]
        ]
        if rows:
            await session.execute(insert(Delivery).on_conflict_do_nothing(), rows)
        await _mark_published(session, [event.id for event in claimed])
    return len(claimed)


async def _mark_published(session: AsyncSession, ids: Sequence[int]) -> None:
    if ids:
        change = update(OutboxEvent).where(OutboxEvent.id.in_(ids)).values(published_at=func.now())
        await session.execute(change, execution_options={"synchronize_session": False})


async def claim_due(
    sessions: SessionMaker, stops_when_dead: frozenset[str], again_after: timedelta = AGAIN_AFTER
) -> list[tuple[int, str]]:
    """Deliveries to enqueue now (event id, consumer), stamped in the same transaction.

    Due is what is queued, whose time has come, that was not enqueued lately, and before which nothing of the same
    aggregate is open for the same consumer (E3).
    """
    due = (
        select(Delivery.event_id, Delivery.consumer)
        .where(
            Delivery.state == "queued",
            Delivery.next_try_at <= func.now(),
            or_(Delivery.enqueued_at.is_(None), Delivery.enqueued_at < func.now() - again_after),
            ~_has_earlier_delivery(stops_when_dead),
            ~_has_earlier_event(),
        )
        .order_by(Delivery.next_try_at, Delivery.event_id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, key_share=True)
        .cte("due")
    )
    statement = (
        update(Delivery)
        .where(Delivery.event_id == due.c.event_id, Delivery.consumer == due.c.consumer)
        .values(enqueued_at=func.now())
        .returning(Delivery.event_id, Delivery.consumer)
    )
    async with sessions() as session, session.begin():
        claimed = await session.execute(statement, execution_options={"synchronize_session": False})
        return sorted((row.event_id, row.consumer) for row in claimed)


async def unclaim(sessions: SessionMaker, claimed: Sequence[tuple[int, str]]) -> None:
    """Take the stamp off again: the queue was not to be reached."""
    key = tuple_(Delivery.event_id, Delivery.consumer)
    async with sessions() as session, session.begin():
        await session.execute(update(Delivery).where(key.in_(claimed)).values(enqueued_at=None))


def _has_earlier_delivery(stops_when_dead: frozenset[str]) -> ColumnElement[bool]:
    earlier = aliased(Delivery)
    is_open = or_(
        earlier.state == "queued",
        (earlier.state == "dead") & Delivery.consumer.in_(sorted(stops_when_dead)),
    )
    return (
        exists()
        .where(
            earlier.consumer == Delivery.consumer,
            earlier.aggregate_type == Delivery.aggregate_type,
            earlier.aggregate_id == Delivery.aggregate_id,
            earlier.version < Delivery.version,
            earlier.state != "done",
            is_open,
        )
        .correlate(Delivery)
    )


def _has_earlier_event() -> ColumnElement[bool]:
    """An earlier event that another relay is publishing right now: its delivery is not visible yet."""
    return (
        exists()
        .where(
            OutboxEvent.aggregate_type == Delivery.aggregate_type,
            OutboxEvent.aggregate_id == Delivery.aggregate_id,
            OutboxEvent.version < Delivery.version,
            OutboxEvent.published_at.is_(None),
        )
        .correlate(Delivery)
    )
