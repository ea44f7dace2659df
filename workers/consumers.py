"""What a consumer is, and what it is given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import SessionMaker
from app.notifications.compose import Press
from app.notifications.senders import Sender


@dataclass(frozen=True, slots=True)
class Fact:
    """An event as its consumers see it: which row it is about, and its payload."""

    id: int
    type: str
    aggregate_type: str
    aggregate_id: int
    version: int
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tools:
    """What the worker hands to those that do more than write to the database."""

    sessions: SessionMaker
    sender: Sender
    press: Press
    redis: Redis


@dataclass(frozen=True, slots=True)
class Inside:
    """A consumer whose whole effect is in the database: it commits together with the mark that it is done."""

    name: str
    act: Callable[[AsyncSession, Fact], Awaitable[object]]
    stops_when_dead: bool = True
    """Whether later events of the same aggregate wait for a dead one to be settled by people."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A consumer that talks to the world. It must know by a key of its own what it has done before."""

    name: str
    act: Callable[[Tools, Fact], Awaitable[object]]
    stops_when_dead: bool = False


Consumer = Inside | Outside
Reactions = Mapping[str, tuple[Consumer, ...]]
"""Event type -> who must see it."""


def find(reactions: Reactions, event_type: str, name: str) -> Consumer | None:
    """The consumer of that name for that event."""
    return next((one for one in reactions.get(event_type, ()) if one.name == name), None)
