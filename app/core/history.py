"""State machines: a table of allowed moves, and the one statement that makes a move."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.core.audit import SHOP, Actor
from app.core.columns import Code, CreatedAt, Id, Line, LongText
from app.core.db import Base
from app.core.errors import Conflict
from app.core.outbox import Event, record


class HistoryEntry(Base):
    """One accepted move of one row's state. `version` numbers them without gaps (E1)."""

    __tablename__ = "history"
    __table_args__ = (UniqueConstraint("aggregate_type", "aggregate_id", "version"),)

    id: Mapped[Id]
    aggregate_type: Mapped[Code]
    aggregate_id: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int]
    event: Mapped[Code]
    from_state: Mapped[Code]
    to_state: Mapped[Code]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    actor_name: Mapped[Line]
    note: Mapped[LongText]
    created_at: Mapped[CreatedAt]


class Stateful(Protocol):
    """A row with a state and a version."""

    id: Any
    state: Any
    version: Any


class Refused(Conflict):
    """The row is not in a state that allows this move."""


@dataclass(frozen=True)
class Machine:
    """`moves` maps (state, event) to the next state. Whatever is not in it is refused."""

    aggregate: str
    moves: Mapping[tuple[str, str], str]

    def allows(self, state: str, event: str) -> bool:
        """Whether the event would move a row that is in this state."""
        return (state, event) in self.moves

    def events_from(self, state: str) -> set[str]:
        """What may happen next."""
        return {event for (start, event) in self.moves if start == state}


def note_birth(
    session: AsyncSession, machine: Machine, row: Stateful, event: str, actor: Actor = SHOP
) -> None:
    """The first history row of a new aggregate (version 1)."""
    session.add(_entry(machine, row.id, 1, event, "", row.state, actor, ""))


async def move(
    session: AsyncSession,
    machine: Machine,
    row: Stateful,
    event: str,
    announcement: Event,
    *,
    actor: Actor = SHOP,
    note: str = "",
) -> bool:
    """Move the row, write one history row and one outbox event, all in the caller's transaction.

    Returns False without effect when the state asked for is already reached. Raises `Refused` when the table
    has
    no such move, or when another transaction moved the row first.
    """
    target = machine.moves.get((row.state, event))
    if target is None:
        if row.state in {to for (_, name), to in machine.moves.items() if name == event}:
            return False
        raise Refused(f"A {machine.aggregate} that is {row.state} cannot be changed by {event}.")
    start, version = row.state, row.version + 1
    table = type(row)
    moved = await session.execute(
        update(table)
        .where(table.id == row.id, table.state == start, table.version == row.version)
        .values(state=target, version=version)
        .returning(table.id)
    )
    if moved.scalar() is None:
        raise Refused(f"This {machine.aggregate} was changed by somebody else meanwhile.")
    row.state, row.version = target, version
    session.add(_entry(machine, row.id, version, event, start, target, actor, note))
    await record(session, announcement, version=version)
    return True


def _entry(
    machine: Machine,
    aggregate_id: int,
    version: int,
    event: str,
    start: str,
    target: str,
    actor: Actor,
    note: str,
) -> HistoryEntry:
    return HistoryEntry(
        aggregate_type=machine.aggregate,
        aggregate_id=aggregate_id,
        version=version,
        event=event,
        from_state=start,
        to_state=target,
        actor_id=actor.account_id,
        actor_name=actor.name,
        note=note,
    )
