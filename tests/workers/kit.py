"""What the workers' tests share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import SessionMaker
from app.core.outbox import Delivery, Event, OutboxEvent, record
from app.orders.events import OrderPlaced
from workers.consumers import Consumer, Fact, Inside, Reactions
from workers.relay import claim_due, patient, publish


@dataclass
class Postman:
    """Writes down what he is given; raises what he is told to, once each."""

    letters: list[EmailMessage] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)

    async def send(self, message: EmailMessage) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.letters.append(message)

    @property
    def subjects(self) -> list[str]:
        return [letter["Subject"] for letter in self.letters]


@dataclass
class Desk:
    """A queue that only writes down what it is asked for."""

    asked: list[tuple[int, str]] = field(default_factory=list)
    is_closed: bool = False

    async def enqueue(self, deliveries: Sequence[tuple[int, str]]) -> int:
        if self.is_closed:
            raise ConnectionError("Redis is away")
        self.asked.extend(deliveries)
        return len(deliveries)


def counting(name: str = "count", **options: bool) -> Inside:
    """A consumer whose effect is one row each time it is applied."""

    async def count(session: AsyncSession, fact: Fact) -> None:
        await session.execute(text("INSERT INTO effects (event_id) VALUES (:id)"), {"id": fact.id})

    return Inside(name, count, **options)


def reacting(*consumers: Consumer) -> Reactions:
    """A table in which OrderPlaced has these consumers."""
    return {"OrderPlaced": consumers}


async def make_effects_table(sessions: SessionMaker) -> None:
    async with sessions() as session, session.begin():
        await session.execute(text("CREATE TABLE effects (id bigserial, event_id bigint)"))


async def effects(sessions: SessionMaker) -> list[int]:
    async with sessions() as session:
        return list(await session.scalars(text("SELECT event_id FROM effects ORDER BY event_id")))


async def happen(sessions: SessionMaker, *order_ids: int) -> list[int]:
    """One committed event for each of the orders, each in a transaction of its own; their ids."""
    ids = []
    for order_id in order_ids:
        async with sessions() as session, session.begin():
            ids.append(await tell(session, OrderPlaced(order_id)))
    return ids


async def tell(session: AsyncSession, event: Event) -> int:
    """Record the event without committing; its id."""
    await record(session, event)
    await session.flush()
    return (await session.scalars(select(func.max(OutboxEvent.id)))).one()


async def due(sessions: SessionMaker, reactions: Reactions) -> list[tuple[int, str]]:
    """Publish everything and claim what is due."""
    await publish(sessions, reactions)
    return await claim_due(sessions, patient(reactions))


async def delivery(sessions: SessionMaker, event_id: int, consumer: str = "count") -> Delivery:
    """The row as it is now."""
    async with sessions() as session:
        found = select(Delivery).where(Delivery.event_id == event_id, Delivery.consumer == consumer)
        return (await session.scalars(found)).one()


async def set_delivery(sessions: SessionMaker, event_id: int, change: str) -> None:
    async with sessions() as session, session.begin():
        await session.execute(text(f"UPDATE deliveries SET {change} WHERE event_id = :id"), {"id": event_id})
