"""The engines that can answer a search. PostgreSQL is always there."""

import asyncio
from dataclasses import replace
from weakref import WeakKeyDictionary

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.settings import Settings
from app.search.engines.base import EngineAway, Hits, SearchEngine, TooBroad
from app.search.engines.meilisearch import MeilisearchEngine
from app.search.engines.meilisearch.write import Meilisearch
from app.search.engines.postgres import PostgresEngine
from app.search.engines.postgres.suggest import complete_words

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
    """The products that match, by the engine that the settings name; by PostgreSQL when that one does not answer."""
    chosen = _chosen(settings)
    if chosen is not None:
        try:
            return await chosen.search(session, text, typing=typing, literal=literal, limit=limit)
        except TooBroad:
            hits = await ENGINE.search(session, text, typing=typing, literal=literal, limit=limit)
            return replace(hits, engine=chosen.name)  # it is well, and staff need not hear of it
        except EngineAway:
            pass
    return await ENGINE.search(session, text, typing=typing, literal=literal, limit=limit)


_ENGINES: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, SearchEngine]] = WeakKeyDictionary()
"""Connections belong to an event loop, and a breaker to its engine."""


def _chosen(settings: Settings) -> SearchEngine | None:
    if not settings.meilisearch_url:
        return None
    engines = _ENGINES.setdefault(asyncio.get_running_loop(), {})
    if settings.meilisearch_url not in engines:
        engines[settings.meilisearch_url] = MeilisearchEngine(
            settings.meilisearch_url, settings.meilisearch_key.get_secret_value()
        )
    return engines[settings.meilisearch_url]


__all__ = ["ENGINE", "Hits", "Meilisearch", "SearchEngine", "complete_words", "find_hits"]
