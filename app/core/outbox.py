"""Facts the shop owes to its own workers, written in the transaction that made them true."""

from contextvars import ContextVar
from dataclasses import asdict
from typing import Any, ClassVar, Protocol

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, UniqueConstraint, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Json, LongText, Moment
from app.core.db import Base

CHANNEL = "outbox"
"""A trigger notifies it for each transaction with events. Only a wake-up: a lost one costs half a second."""


class Event(Protocol):
    """A frozen dataclass in the past tense holding ids only.

    `aggregate` names the id field's owner: `order`.
    """

    aggregate: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


HEARD: ContextVar[list[tuple[str, dict[str, Any]]] | None] = ContextVar("heard", default=None)
"""Where a process that wants to act at once hears what is recorded: (type, payload). It may be rolled back yet."""


class OutboxEvent(Base):
    """One fact. `version` numbers the facts of one aggregate without gaps."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("aggregate_type", "aggregate_id", "version"),
        Index("ix_outbox_unpublished", "id", postgresql_where=text("published_at IS NULL")),
    )

    id: Mapped[Id]
    aggregate_type: Mapped[Code]
    aggregate_id: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int]
    type: Mapped[Code]
    payload: Mapped[Json]
    trace_id: Mapped[str | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
    published_at: Mapped[Moment | None] = mapped_column(default=None)


class Delivery(Base):
    """What one consumer has done with one event. States: queued, done, dead."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_due", "next_try_at", "event_id", postgresql_where=text("state = 'queued'")),
        Index(
            "ix_deliveries_order",
            "consumer",
            "aggregate_type",
            "aggregate_id",
            "version",
            postgresql_where=text("state <> 'done'"),
        ),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True)
    consumer: Mapped[str] = mapped_column(primary_key=True)
    aggregate_type: Mapped[Code]
    aggregate_id: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int]
    state: Mapped[Code] = mapped_column(server_default="queued")
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    next_try_at: Mapped[Moment] = mapped_column(server_default=func.now())
    enqueued_at: Mapped[Moment | None] = mapped_column(default=None)
    applied_at: Mapped[Moment | None] = mapped_column(default=None)
    last_error: Mapped[LongText]


async def record(session: AsyncSession, event: Event, *, version: int | None = None) -> None:
    """Write the event beside the change it tells of.

    `version` is the aggregate's own version where it has one (orders, payments, shipments); otherwise the next
    free number is taken, and two writers of one aggregate at the same instant make one of them retry.
    """
    payload = asdict(event)
    aggregate_id = int(payload[f"{event.aggregate}_id"])
    if (heard := HEARD.get()) is not None:
        heard.append((type(event).__name__, payload))
    if version is None:
        version = await _next_version(session, event.aggregate, aggregate_id)
    session.add(
        OutboxEvent(
            aggregate_type=event.aggregate,
            aggregate_id=aggregate_id,
            version=version,
            type=type(event).__name__,
            payload=payload,
        )
    )


async def _next_version(session: AsyncSession, aggregate: str, aggregate_id: int) -> int:
    newest = await session.scalar(
        select(func.max(OutboxEvent.version)).where(
            OutboxEvent.aggregate_type == aggregate, OutboxEvent.aggregate_id == aggregate_id
        )
    )
    return (newest or 0) + 1
