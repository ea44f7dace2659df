"""A worker whose consumer stands still the first time, so that a test can kill it in the middle of its effect."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from arq import func
from arq.typing import WorkerCoroutine
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.settings import get_settings
from tests.workers.kit import counting, reacting
from workers import deliveries
from workers.consumers import Fact, Inside
from workers.queue import DELIVER, JOBS, ArqQueue, decode, encode, redis_settings
from workers.relay import Relay
from workers.start import close, open_tools
from workers.wake import Waker

deliveries._LEASE = timedelta(seconds=2)
STARTED = Path(os.environ["KILLABLE_STARTED"])
_REAL = counting()


async def _stand_still_once(session: AsyncSession, fact: Fact) -> None:
    await _REAL.act(session, fact)
    if _is_first():
        await asyncio.sleep(60)


def _is_first() -> bool:
    try:
        STARTED.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


TABLE = reacting(Inside("count", _stand_still_once))


async def run(context: dict[Any, Any], event_id: int, consumer: str) -> None:
    await deliveries.deliver(context["tools"], TABLE, event_id, consumer)


async def start(context: dict[Any, Any]) -> None:
    await open_tools(context)
    tools = context["tools"]
    relay = Relay(tools.sessions, ArqQueue(context["redis"]), TABLE, again_after=timedelta(seconds=1))
    context["relay"] = asyncio.create_task(relay.run(Waker(get_settings().database_url)))


class WorkerSettings:
    """As the real one, with shorter times: a job killed with its worker stays locked for 2 + 10 s."""

    functions = (func(cast(WorkerCoroutine, run), name=DELIVER, timeout=2, keep_result=0),)
    queue_name = JOBS
    redis_settings = redis_settings(get_settings())
    on_startup = start
    on_shutdown = close
    job_serializer = encode
    job_deserializer = decode
    job_timeout = 2
    poll_delay = 0.1
