"""The engine, the declarative base, and one transaction a request."""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TypeVar

from sqlalchemy import MetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from app.core.settings import Settings

SessionMaker = async_sessionmaker[AsyncSession]

_LIMITS = "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC"
_RETRYABLE = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock timeout
_TRIES = 4

T = TypeVar("T")


class Base(DeclarativeBase):
    """All tables, with constraint names that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def make_engine(
    settings: Settings, *, url: str | None = None, limits: bool = True, patience: float = 2
) -> AsyncEngine:
    """An engine with the shop's time limits.

    `limits=False` is for migrations and imports, which may take long. `patience` is for how many seconds one waits for
    a free connection: a page soon says that it is busy, a job has time.
    """
    options = {"options": _LIMITS} if limits else {"options": "-c timezone=UTC"}
    return create_async_engine(
        url or settings.database_url,
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=patience,
        pool_pre_ping=True,
        connect_args=options,
        hide_parameters=True,  # names, emails and phones must not reach a log with an error
    )


def make_sessionmaker(engine: AsyncEngine) -> SessionMaker:
    """Sessions that keep loaded rows usable after the commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


async def provide_session(sessions: SessionMaker) -> AsyncGenerator[AsyncSession]:
    """One transaction: committed before the first byte of the answer, rolled back on any exception."""
    async with sessions() as session, session.begin():
        yield session


def is_retryable(error: DBAPIError) -> bool:
    """Whether PostgreSQL says that the same transaction may succeed when run again."""
    return getattr(error.orig, "sqlstate", None) in _RETRYABLE


async def in_transaction(sessions: SessionMaker, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Run `work` in a transaction of its own; run it again (up to 3 times) after a deadlock or lock timeout.

    `work` must be idempotent as a whole and must not talk to the outside.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            async with sessions() as session, session.begin():
                return await work(session)
        except DBAPIError as error:
            if attempt == _TRIES or not is_retryable(error):
                raise
            await asyncio.sleep(random.uniform(0.02, 0.2))
    raise AssertionError("unreachable")
