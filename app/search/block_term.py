"""Staff decide what is never offered as a popular search."""

from redis.asyncio import Redis
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.redis import REDIS_DOWN
from app.search.models import SearchBlock
from app.search.popular import learn_popular


async def block_term(session: AsyncSession, redis: Redis, term: str, *, actor: Actor) -> None:
    """Never offer it, from now on."""
    added = await session.scalar(
        insert(SearchBlock).values(term=term).on_conflict_do_nothing().returning(SearchBlock.term)
    )
    if added is not None:
        audit(session, actor, "search_term.block", "search_term", term)
    await _tell(session, redis)


async def allow_term(session: AsyncSession, redis: Redis, term: str, *, actor: Actor) -> None:
    """It may be offered again."""
    if await session.scalar(select(SearchBlock.term).where(SearchBlock.term == term)) is not None:
        await session.execute(delete(SearchBlock).where(SearchBlock.term == term))
        audit(session, actor, "search_term.allow", "search_term", term)
    await _tell(session, redis)


async def _tell(session: AsyncSession, redis: Redis) -> None:
    try:
        await learn_popular(session, redis)
    except REDIS_DOWN:
        return
