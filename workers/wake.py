"""Sleeping until there is something in the outbox, or half a second has passed."""

import asyncio
import time
from types import TracebackType
from typing import Self

import psycopg
import structlog
from sqlalchemy import make_url

from app.core.outbox import CHANNEL

_BETWEEN_CONNECTS = 5.0

log = structlog.get_logger(__name__)


class Waker:
    """Listens on a connection of its own. NOTIFY only saves time: without it, every wait ends by itself."""

    def __init__(self, database_url: str) -> None:
        url = make_url(database_url).set(drivername="postgresql")
        self._conninfo = url.render_as_string(hide_password=False)
        self._connection: psycopg.AsyncConnection | None = None
        self._not_before = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._hang_up()

    async def wait(self, seconds: float) -> None:
        """Return at the next notice, or after that many seconds."""
        deadline = time.monotonic() + seconds
        try:
            connection = await self._connect()
            if connection is not None:
                async for _ in connection.notifies(timeout=seconds, stop_after=1):
                    deadline = 0.0
        except (psycopg.Error, OSError) as error:
            log.warning("outbox_listen_lost", error=type(error).__name__)
            await self._hang_up()
        await asyncio.sleep(max(0.0, deadline - time.monotonic()))

    async def _connect(self) -> psycopg.AsyncConnection | None:
        if self._connection is not None or time.monotonic() < self._not_before:
            return self._connection
        self._not_before = time.monotonic() + _BETWEEN_CONNECTS
        self._connection = await psycopg.AsyncConnection.connect(
            self._conninfo, autocommit=True, connect_timeout=2
        )
        await self._connection.execute(f"LISTEN {CHANNEL}")
        return self._connection

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
