"""Timed jobs as arq wants them. What goes wrong is logged without anybody's details, and the next run tries again."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import structlog

from workers.consumers import Tools
from workers.failures import describe


class Chore(Protocol):
    """An async function of the worker's tools."""

    __name__: str

    def __call__(self, tools: Tools, /) -> Awaitable[object]:
        """Do it; what it returns is logged unless it is nothing."""
        ...


Job = Callable[[dict[Any, Any]], Awaitable[None]]

log = structlog.get_logger(__name__)


def job_of(chore: Chore) -> Job:
    """The chore as a job. One that returns something has done something, and says so in the log."""
    name = chore.__name__

    async def job(context: dict[Any, Any]) -> None:
        began = time.monotonic()
        try:
            result = await chore(context["tools"])
        except Exception as error:
            log.error("chore_failed", chore=name, error=describe(error))
            return
        if result:
            log.info("chore_done", chore=name, result=result, seconds=round(time.monotonic() - began, 2))

    job.__qualname__ = name
    return job
