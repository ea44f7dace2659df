"""Meilisearch, when MEILISEARCH_URL names one: it ranks; words are read and pages filled by PostgreSQL all the same."""

import asyncio

import structlog
from httpx2 import HTTPError
from meilisearch_python_sdk import AsyncClient
from meilisearch_python_sdk.errors import MeilisearchError
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from app.search.engines.base import EngineAway, Hits, TooBroad
from app.search.engines.meilisearch.breaker import Breaker
from app.search.engines.meilisearch.layout import MOST, index_name
from app.search.engines.postgres.rank import prepare
from app.search.engines.postgres.understand import understand

_SECONDS = 0.15
_BY_HAND = sql(
    """
    SELECT 'pin' AS kind, pin.product_id, 0 AS factor
    FROM (
        SELECT * FROM search_pins
        WHERE query = :query AND coalesce(starts_at <= now(), true) AND coalesce(ends_at > now(), true)
        ORDER BY position, id
    ) AS pin
    JOIN search_facet USING (product_id)
    UNION ALL
    SELECT 'boost', facet.product_id, exp(sum(ln(boost.factor)))
    FROM search_boosts AS boost
    JOIN search_facet AS facet ON boost.product_id = facet.product_id OR boost.brand_id = facet.brand_id
                               OR boost.category_id = ANY(facet.category_ids)
    WHERE boost.query IN ('', :query) AND coalesce(boost.starts_at <= now(), true)
      AND coalesce(boost.ends_at > now(), true) AND facet.product_id = ANY(CAST(:ids AS int[]))
    GROUP BY facet.product_id
    """
)
WRONG = (MeilisearchError, HTTPError, TimeoutError, OSError, ValueError)
"""Whatever may come instead of an answer."""

log = structlog.get_logger(__name__)


class MeilisearchEngine:
    """Raises EngineAway instead of making anybody wait; the caller asks PostgreSQL then."""

    name = "meilisearch"

    def __init__(self, url: str, key: str = "") -> None:
        self._client = AsyncClient(url, key or None, timeout=1)
        self._breaker = Breaker()

    async def search(
        self,
        session: AsyncSession,
        text: str,
        *,
        typing: bool = False,
        literal: bool = False,
        limit: int | None = None,
    ) -> Hits:
        """Like PostgreSQL's, with the same reading of words; searches with over 5,000 hits are left to it."""
        if self._breaker.is_open:
            raise EngineAway
        await prepare(session)
        understood = await understand(session, text, typing=typing, literal=literal)
        if not understood.groups:
            return Hits(understood=text, dropped=tuple(understood.unknown), engine=self.name)
        gone = set(understood.unknown)
        words = " ".join(word for word in understood.words.split() if word not in gone)
        found = await self._ask(f'"{words}"' if literal else words, limit or MOST)
        if limit is None and len(found) >= MOST:
            raise TooBroad
        return Hits(
            (await _by_hand(session, understood.normal, found))[:limit],
            understood.words if understood.corrections else text,
            tuple(understood.corrections),
            tuple(understood.unknown),
            self.name,
            f"meilisearch/{understood.built}/{typing}/{literal}/{understood.normal}",
        )

    async def _ask(self, words: str, limit: int) -> list[int]:
        try:
            async with asyncio.timeout(_SECONDS):
                found = await self._client.index(index_name()).search(
                    words,
                    limit=limit,
                    attributes_to_retrieve=["product_id"],
                    matching_strategy="frequency",
                )
            ids = [int(hit["product_id"]) for hit in found.hits]
        except (*WRONG, KeyError, TypeError) as error:
            self._breaker.failed()
            log.warning("search_engine_away", engine=self.name, error=type(error).__name__)
            raise EngineAway from error
        self._breaker.answered()
        return ids


async def _by_hand(session: AsyncSession, query: str, found: list[int]) -> tuple[int, ...]:
    """Pins first; a boost moves a product as if its place had been better by that much."""
    given = {"query": query, "ids": "{" + ",".join(map(str, found)) + "}"}
    rows = (await session.execute(_BY_HAND, given)).all()
    factors = {row.product_id: row.factor for row in rows if row.kind == "boost"}
    places = {product: (place + 1) / factors.get(product, 1.0) for place, product in enumerate(found)}
    pins = [row.product_id for row in rows if row.kind == "pin"]
    return tuple(dict.fromkeys([*pins, *sorted(found, key=lambda product: places[product])]))
