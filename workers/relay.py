"""From the outbox to the queue: every committed event reaches each of its consumers at least once.

Rows are claimed by their state, never by "the last id seen": ids are given before commit, so a later id can become
visible first (reliability reference, §5.2). Any number of relays may run.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import text, tuple_, update

from app.core.db import SessionMaker
from app.core.outbox import Delivery
from workers.consumers import Reactions
from workers.queue import JobQueue
from workers.wake import Waker

BATCH = 200
"""Rows of a claim: short transactions, and little to repeat after a crash."""
AGAIN_AFTER = timedelta(seconds=60)
"""A delivery that was enqueued so long ago and is not done is enqueued again: a flushed Redis costs a minute."""
_PAUSE = 0.5
_AFTER_ERROR = 2.0

_PUBLISH = text(
    """
    WITH fresh AS (
        SELECT id, type, aggregate_type, aggregate_id, version FROM outbox
        WHERE published_at IS NULL AND type = ANY(:known)
        ORDER BY id
        LIMIT :batch
        FOR NO KEY UPDATE SKIP LOCKED
    ), told AS (
        INSERT INTO deliveries (event_id, consumer, aggregate_type, aggregate_id, version)
        SELECT id, consumer, aggregate_type, aggregate_id, version
        FROM fresh JOIN unnest(CAST(:events AS text[]), CAST(:consumers AS text[])) AS row (type, consumer) USING (type)
        ON CONFLICT DO NOTHING
    )
    UPDATE outbox SET published_at = now() FROM fresh WHERE outbox.id = fresh.id RETURNING outbox.id
    """
)

_CLAIM = text(
    """
    WITH due AS (
        SELECT event_id, consumer FROM deliveries AS delivery
        WHERE state = 'queued' AND next_try_at <= now()
          AND (enqueued_at IS NULL OR enqueued_at < now() - CAST(:again_after AS interval))
          AND (SELECT true FROM deliveries AS earlier
               WHERE earlier.consumer = delivery.consumer
                 AND earlier.aggregate_type = delivery.aggregate_type
                 AND earlier.aggregate_id = delivery.aggregate_id
                 AND earlier.version < delivery.version
                 AND earlier.state <> 'done'
                 AND (earlier.state = 'queued' OR delivery.consumer = ANY(:patient))
               LIMIT 1) IS NULL
          AND (SELECT true FROM outbox AS earlier
               WHERE earlier.aggregate_type = delivery.aggregate_type
                 AND earlier.aggregate_id = delivery.aggregate_id
                 AND earlier.version < delivery.version
                 AND earlier.published_at IS NULL
               LIMIT 1) IS NULL
        ORDER BY next_try_at, event_id
        LIMIT :batch
        FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE deliveries AS delivery SET enqueued_at = now()
    FROM due WHERE delivery.event_id = due.event_id AND delivery.consumer = due.consumer
    RETURNING delivery.event_id, delivery.consumer
    """
)
"""Written out, because its speed hangs on two things: the states are literals, or the partial indexes stay unused, and
the questions about earlier rows are scalar, or a planner with old statistics joins everything with everything. The last
one is about an earlier event that another relay is publishing right now, whose delivery is not visible yet."""

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
    rows = [(event, one.name) for event, consumers in reactions.items() for one in consumers]
    given = {
        "known": list(reactions),
        "events": [event for event, _ in rows],
        "consumers": [name for _, name in rows],
        "batch": BATCH,
    }
    async with sessions() as session, session.begin():
        published = await session.execute(_PUBLISH, given)
        return len(published.all())


async def claim_due(
    sessions: SessionMaker, stops_when_dead: frozenset[str], again_after: timedelta = AGAIN_AFTER
) -> list[tuple[int, str]]:
    """Deliveries to enqueue now (event id, consumer), stamped in the same transaction.

    Due is what is queued, whose time has come, that was not enqueued lately, and before which nothing of the same
    aggregate is open for the same consumer (E3).
    """
    given = {"patient": sorted(stops_when_dead), "again_after": again_after, "batch": BATCH}
    async with sessions() as session, session.begin():
        claimed = await session.execute(_CLAIM, given)
        return sorted((row.event_id, row.consumer) for row in claimed)


async def unclaim(sessions: SessionMaker, claimed: Sequence[tuple[int, str]]) -> None:
    """Take the stamp off again: the queue was not to be reached."""
    key = tuple_(Delivery.event_id, Delivery.consumer)
    async with sessions() as session, session.begin():
        await session.execute(update(Delivery).where(key.in_(claimed)).values(enqueued_at=None))
