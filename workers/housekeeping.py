"""Forgetting what is no longer needed."""

from app.accounts.store_session import purge_sessions
from app.catalog.forget_views import forget_old_views
from app.core.clock import now
from app.core.idempotency import forget_old
from workers.consumers import Tools


async def forget_idempotency_keys(tools: Tools) -> None:
    """Keys of submissions older than 48 hours."""
    async with tools.sessions() as session, session.begin():
        await forget_old(session)


async def forget_viewed_products(tools: Tools) -> int:
    """What anybody looked at more than 90 days ago; how many rows."""
    async with tools.sessions() as session, session.begin():
        return await forget_old_views(session)


async def forget_sessions(tools: Tools) -> None:
    """Sessions that nobody can use any more."""
    async with tools.sessions() as session, session.begin():
        await purge_sessions(session, now())
