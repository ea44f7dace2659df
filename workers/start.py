"""A worker process: what it opens at its start and closes at its end."""

import asyncio
import contextlib
import logging
from typing import Any

import app.tables  # noqa: F401 - every table, so that foreign keys find theirs
from app.core.db import make_engine, make_sessionmaker
from app.core.logging import configure_logging
from app.core.settings import Settings, get_settings
from app.notifications.compose import make_press
from app.notifications.senders import make_sender
from workers.consumers import Tools
from workers.queue import ArqQueue
from workers.reactions import REACTIONS
from workers.relay import Relay
from workers.wake import Waker

_CONNECTIONS = 5
"""For ten jobs at a time: each holds one for a moment only (reliability reference, §4.1)."""
_PATIENCE = 15
"""Seconds a job waits for its connection; being third in a queue is no failure of an email."""


async def open_tools(context: dict[Any, Any]) -> None:
    """on_startup of every worker. Raises ValueError for settings that no job could work with."""
    settings = get_settings()
    _log_as_the_shop_does(settings)
    if not settings.database_url:
        raise ValueError("DATABASE_URL is not set. Start the shop with ./shop up, or set it.")
    engine = make_engine(settings.model_copy(update={"database_pool_size": _CONNECTIONS}), patience=_PATIENCE)
    context["engine"] = engine
    context["tools"] = Tools(
        make_sessionmaker(engine), make_sender(settings), make_press(settings), context["redis"]
    )


async def open_tools_and_relay(context: dict[Any, Any]) -> None:
    """on_startup of the worker for short jobs: it carries the outbox as well."""
    await open_tools(context)
    tools: Tools = context["tools"]
    relay = Relay(tools.sessions, ArqQueue(context["redis"]), REACTIONS)
    waker = Waker(tools.press.settings.database_url)
    context["relay"] = asyncio.create_task(relay.run(waker), name="relay")


async def close(context: dict[Any, Any]) -> None:
    """on_shutdown of every worker."""
    relay: asyncio.Task[None] | None = context.get("relay")
    if relay is not None:
        relay.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await relay
    if "engine" in context:
        await context["engine"].dispose()


def _log_as_the_shop_does(settings: Settings) -> None:
    """arq's command line gives arq a handler of its own, and tells every start and end of a job: both are too much."""
    configure_logging(settings)
    arq = logging.getLogger("arq")
    arq.handlers.clear()
    arq.setLevel(max(logging.WARNING, logging.getLogger().level))
