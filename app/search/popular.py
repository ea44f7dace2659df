"""Searches that many make and that find something, for the box before anybody types."""

from datetime import timedelta

import msgspec
from redis.asyncio import Redis
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.clock import in_pakistan, now
from app.core.redis import REDIS_DOWN
from app.search.models import SearchBlock, SearchDay

POPULAR = "{search}:popular"
_DAYS = 30
_FEWEST = 5
"""Fewer searches than these are somebody's, not everybody's."""
_KEPT = 20
_LOST_SHARE = 4
"""One search in four may have found nothing or only something else; more, and the term is not offered."""


async def learn_popular(session: AsyncSession, redis: Redis) -> list[str]:
    """Find the popular terms anew and lay them where every page reads them."""
    since = in_pakistan(now()).date() - timedelta(days=_DAYS)
    searches = func.sum(SearchDay.searches)
    rows = await session.scalars(
        select(SearchDay.term)
        .where(SearchDay.day > since, SearchDay.term.not_in(select(SearchBlock.term)))
        .group_by(SearchDay.term)
        .having(searches >= _FEWEST)
        .having(func.sum(SearchDay.empty + SearchDay.close) * _LOST_SHARE <= searches)
        .order_by((searches + func.sum(SearchDay.clicks)).desc(), SearchDay.term)
        .limit(_KEPT)
    )
    terms = list(rows)
    await redis.set(POPULAR, msgspec.json.encode(terms))
    return terms


async def remembered(redis: Redis, visitor: str) -> tuple[list[str], list[str]]:
    """This visitor's last searches and the popular ones, in one round trip; nothing while Valkey is away.

    `visitor` is empty for somebody without a session: they have no past here.
    """
    try:
        async with redis.pipeline(transaction=False) as pipe:
            pipe.get(POPULAR)
            if visitor:
                pipe.lrange(recent_key(visitor), 0, -1)
            popular, *recent = await pipe.execute()
    except REDIS_DOWN:
        return [], []
    own = [term.decode() for term in recent[0]] if recent else []
    return own, msgspec.json.decode(popular, type=list[str]) if popular else []


def recent_key(visitor: str) -> str:
    """Where a session's last searches lie."""
    return f"{{search}}:recent:{visitor}"
