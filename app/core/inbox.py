"""Messages from outside, each stored once however often it is sent."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Json, Line, LongText, Moment
from app.core.db import Base


class InboxMessage(Base):
    """One message of a rail or a courier, as it came (secrets masked). States: received, applied, parked, refused."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    id: Mapped[Id]
    source: Mapped[Code]
    external_id: Mapped[Line]
    payload: Mapped[Json]
    state: Mapped[Code] = mapped_column(server_default="received")
    last_error: Mapped[LongText]
    received_at: Mapped[CreatedAt]
    applied_at: Mapped[Moment | None] = mapped_column(default=None)


async def receive(session: AsyncSession, source: str, external_id: str, payload: dict[str, Any]) -> bool:
    """Store the message; False when it had been stored before."""
    statement = insert(InboxMessage).values(source=source, external_id=external_id, payload=payload)
    result = await session.execute(statement.on_conflict_do_nothing().returning(InboxMessage.id))
    return result.scalar() is not None
