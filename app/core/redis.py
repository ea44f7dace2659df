"""The Redis (or Valkey) client of a process."""

from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.core.settings import Settings

REDIS_DOWN = (RedisError, OSError, TimeoutError)
"""What a client raises when the server is away or slow.

Redis decides no sale, so callers go on without it.
"""


def make_redis(settings: Settings) -> Redis:
    """A client with its own pool. Times are short: a page waits at most half a second for a dead Redis."""
    client: Redis = Redis.from_url(
        settings.redis_url,
        socket_connect_timeout=0.5,
        socket_timeout=0.5,
        health_check_interval=30,
        max_connections=50,
    )
    return client
