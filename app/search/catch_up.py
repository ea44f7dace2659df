"""Bring the index up to date with whatever it missed."""

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.db import SessionMaker
from app.search.drift import find_drift
from app.search.models import SearchDocument
from app.search.rebuild import Progress, RebuildIsRunning, rebuild
from app.search.update import recount, update_products

_MANY = 2_000
"""From so many on it is faster to build all of it anew."""
_SHARE = 20
"""When one product in so many has changed, words are as common as they were no more."""


async def catch_up(sessions: SessionMaker, progress: Progress | None = None) -> int:
    """Find what the index has wrong and mend it; how many products that were."""
    async with sessions() as session, session.begin():
        await session.execute(text("SET LOCAL statement_timeout = '60s'"))
        wrong = (await find_drift(session)).product_ids
        if len(wrong) < _MANY:
            await update_products(session, wrong)
            indexed = await session.scalar(select(func.count()).select_from(SearchDocument)) or 0
            if len(wrong) * _SHARE > indexed:
                await recount(session)
            return len(wrong)
    engine: AsyncEngine = sessions.kw["bind"]
    try:
        await rebuild(engine, progress)
    except RebuildIsRunning:
        return 0
    return len(wrong)
