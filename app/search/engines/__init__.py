"""The engines that can answer a search. PostgreSQL is always there."""

from app.search.engines.base import Hits, SearchEngine
from app.search.engines.postgres import PostgresEngine

ENGINE: SearchEngine = PostgresEngine()

__all__ = ["ENGINE", "Hits", "SearchEngine"]
