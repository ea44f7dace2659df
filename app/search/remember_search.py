"""Keep a visitor's last searches for their own box, as long as their session may live."""

from redis.asyncio import Redis

from app.core.redis import REDIS_DOWN
from app.search.popular import recent_key

MOST_RECENT = 5
_SECONDS = 30 * 86_400


async def remember_search(redis: Redis, visitor: str, text: str) -> None:
    """Put it first among the visitor's searches."""
    key = recent_key(visitor)
    try:
        async with redis.pipeline(transaction=True) as pipe:
            pipe.lrem(key, 0, text)
            pipe.lpush(key, text)
            pipe.ltrim(key, 0, MOST_RECENT - 1)
            pipe.expire(key, _SECONDS)
            await pipe.execute()
    except REDIS_DOWN:
        return


async def forget_searches(redis: Redis, visitor: str) -> None:
    """Forget them all."""
    try:
        await redis.delete(recent_key(visitor))
    except REDIS_DOWN:
        return
