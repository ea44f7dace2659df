"""Telling all web processes which public pages are stale."""

from app.core.drop_log import drop
from app.ops.stale_pages import stale_tags
from workers.consumers import Fact, Outside, Tools


async def _drop(tools: Tools, fact: Fact) -> None:
    async with tools.sessions() as session:
        tags = await stale_tags(session, [(fact.type, fact.payload)])
    await drop(tools.redis, tags)


drop_pages = Outside("pages", _drop)
"""The consumer of everything that shows on public pages; what goes stale is said in `app.ops.stale_pages`."""
