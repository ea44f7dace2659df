"""Forgetting what is no longer needed."""

from app.accounts.store_session import purge_sessions
from app.core.clock import now
from app.core.idempotency import forget_old
from workers.consumers import Tools


async def forget_idempotency_keys(tools: Tools) -> None:
    """Keys of submissions older than 48 hours."""
    async with tools.sessions() as session, session.begin():
        await forget_old(session)


async def forget_sessions(tools: Tools) -> None:
    """Sessions that nobody can use any more."""
    async with tools.sessions() as session, session.begin():
        await purge_sessions(session, now())
