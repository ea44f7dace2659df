"""The engines that can answer a search. PostgreSQL is always there."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.settings import Settings
from app.search.engines.base import Hits, SearchEngine
from app.search.engines.postgres import PostgresEngine

ENGINE: SearchEngine = PostgresEngine()


async def find_hits(
    session: AsyncSession,
    settings: Settings,
    text: str,
    *,
    typing: bool = False,
    literal: bool = False,
    limit: int | None = None,
) -> Hits:
    """The products that match, by the engine that the settings name."""
    return await ENGINE.search(session, text, typing=typing, literal=literal, limit=limit)


__all__ = ["ENGINE", "Hits", "SearchEngine", "find_hits"]
