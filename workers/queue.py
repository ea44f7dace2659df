"""The way to the workers: Redis carries job ids, PostgreSQL keeps what is owed."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import msgspec
from arq.connections import ArqRedis, RedisSettings
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

from app.core.settings import Settings

JOBS = "b2e:jobs"
"""Short jobs: deliveries and timed chores, none above 30 s."""
SLOW_JOBS = "b2e:slow-jobs"
"""Long ones, in a worker of their own, so that no picture ever delays an order's email."""

_RECONNECTS = 60
_LONGEST_WAIT = 2.0

encode: Callable[[Any], bytes] = msgspec.msgpack.Encoder(enc_hook=str).encode
"""Jobs as msgpack: plain data only, and nothing that runs when it is read (as pickle does)."""
decode: Callable[[bytes], Any] = msgspec.msgpack.decode


class JobQueue(Protocol):
    """What the relay needs of a queue."""

    async def enqueue(self, deliveries: Sequence[tuple[int, str]]) -> int:
        """Ask for these deliveries (event id, consumer); how many were not in the queue yet."""
        ...


class ArqQueue:
    """arq's queue. A delivery that is already in it is not put in twice."""

    def __init__(self, redis: ArqRedis) -> None:
        self._redis = redis

    async def enqueue(self, deliveries: Sequence[tuple[int, str]]) -> int:
        """Ask for these deliveries (event id, consumer); how many were not in the queue yet."""
        new = 0
        for event_id, consumer in deliveries:
            job_id = f"d:{event_id}:{consumer}"
            job = await self._redis.enqueue_job(
                "deliver", event_id, consumer, _job_id=job_id, _queue_name=JOBS
            )
            new += job is not None
        return new


def redis_settings(settings: Settings) -> RedisSettings:
    """Where the queue is. While Redis is away the worker waits for it, about two minutes, before it gives up."""
    made = RedisSettings.from_dsn(settings.redis_url) if settings.redis_url else RedisSettings()
    made.conn_retries = _RECONNECTS
    made.retry = Retry(ExponentialBackoff(cap=_LONGEST_WAIT, base=0.1), _RECONNECTS)
    made.retry_on_timeout = True
    return made
