"""Chores about what is searched for, and rebuilds of the index that staff ask for."""

import asyncio
import contextlib
from typing import cast

from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.db import SessionMaker
from app.search.carry_counts import carry_counts
from app.search.close_request import forget_contacts
from app.search.popular import learn_popular
from app.search.rebuild import RebuildIsRunning, rebuild
from app.search.rebuilds import finish_rebuild, put_back, take_rebuild, tell_progress
from workers.consumers import Tools
from workers.failures import describe

_TELL_EVERY = 1.0


async def carry_search_counts(tools: Tools) -> int:
    """Searches of the last minute into PostgreSQL, and what is popular now; how many terms changed."""
    async with tools.sessions() as session, session.begin():
        carried = await carry_counts(session, tools.redis)
        if carried:
            await learn_popular(session, tools.redis)
    return carried


async def forget_wishers(tools: Tools) -> int:
    """Emails and phones of old wishes; how many."""
    async with tools.sessions() as session, session.begin():
        return await forget_contacts(session)


async def rebuild_search_when_asked(tools: Tools) -> str:
    """The rebuild that staff asked for, if any; what it made."""
    async with tools.sessions() as session, session.begin():
        rebuild_id = await take_rebuild(session)
    if rebuild_id is None:
        return ""
    steps = [0, 0]
    teller = asyncio.create_task(_tell(tools.sessions, rebuild_id, steps))

    def progress(done: int, total: int) -> None:
        steps[:] = [done, total]

    try:
        made = await rebuild(cast(AsyncEngine, tools.sessions.kw["bind"]), progress)
    except RebuildIsRunning:
        async with tools.sessions() as session, session.begin():
            await put_back(session, rebuild_id)
        return ""
    except Exception as failure:
        await _finish(tools.sessions, rebuild_id, describe(failure))
        raise
    finally:
        teller.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await teller
    await _finish(tools.sessions, rebuild_id)
    return f"{made.products} products"


async def _tell(sessions: SessionMaker, rebuild_id: int, steps: list[int]) -> None:
    while True:
        await asyncio.sleep(_TELL_EVERY)
        async with sessions() as session, session.begin():
            await tell_progress(session, rebuild_id, *steps)


async def _finish(sessions: SessionMaker, rebuild_id: int, error: str = "") -> None:
    async with sessions() as session, session.begin():
        await finish_rebuild(session, rebuild_id, error)
