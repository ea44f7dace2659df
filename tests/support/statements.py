"""Listen to what is said to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.page import PageClient


@contextmanager
def count_statements(engine: AsyncEngine) -> Iterator[list[str]]:
    """Every statement that goes through the engine meanwhile."""
    heard: list[str] = []

    def listen(_: Any, __: Any, statement: str, *___: Any) -> None:
        heard.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", listen)
    try:
        yield heard
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", listen)


async def statements_of(client: PageClient, path: str) -> int:
    """Statements of one GET, after another one has warmed what a process keeps."""
    await client.get(path)
    with count_statements(client.app.machines.engine) as heard:
        await client.get(path)
    return len(heard)
