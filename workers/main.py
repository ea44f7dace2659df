"""The workers of the shop, each started by `python -m arq workers.main.<name>`."""

from typing import Any, cast

import structlog
from arq import func
from arq.typing import WorkerCoroutine

from app.core.settings import get_settings
from workers import schedule
from workers.consumers import Tools
from workers.deliveries import TIME_LIMIT, deliver
from workers.failures import describe
from workers.queue import DELIVER, JOBS, SLOW_JOBS, decode, encode, redis_settings
from workers.reactions import REACTIONS
from workers.start import close, open_tools, open_tools_and_relay

_HEALTH_SECONDS = 30
_LAST_WORDS = 8
"""Seconds that running jobs get at the end; `./shop` and containers wait longer before they kill."""

log = structlog.get_logger(__name__)


async def run_delivery(context: dict[Any, Any], event_id: int, consumer: str) -> None:
    """The job behind `d:<event id>:<consumer>`. Without a database nothing can be noted; the relay asks again."""
    tools: Tools = context["tools"]
    try:
        await deliver(tools, REACTIONS, event_id, consumer)
    except Exception as error:
        log.error("delivery_not_noted", event_id=event_id, consumer=consumer, error=describe(error))


class WorkerSettings:
    """Emails, reactions, expiry and the relay: nothing here takes 30 s."""

    functions = (func(cast(WorkerCoroutine, run_delivery), name=DELIVER, keep_result=0),)
    cron_jobs = schedule.SHORT
    queue_name = JOBS
    redis_settings = redis_settings(get_settings())
    on_startup = open_tools_and_relay
    on_shutdown = close
    job_serializer = encode
    job_deserializer = decode
    job_timeout = TIME_LIMIT + 5
    keep_result = 0
    max_jobs = 10
    poll_delay = 0.2
    health_check_interval = _HEALTH_SECONDS
    job_completion_wait = _LAST_WORDS


class LongWorkerSettings:
    """What takes long: a process of its own, so that no picture delays an order's email."""

    cron_jobs = schedule.LONG
    queue_name = SLOW_JOBS
    redis_settings = redis_settings(get_settings())
    on_startup = open_tools
    on_shutdown = close
    job_serializer = encode
    job_deserializer = decode
    keep_result = 0
    max_jobs = 2
    health_check_interval = _HEALTH_SECONDS
    job_completion_wait = _LAST_WORDS
