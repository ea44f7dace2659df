"""What a search engine does for the shop: it ranks ids. Prices, stock and facets are never read from it."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

MOST_HITS = 100_000


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that nobody sells, and the one taken instead."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids of published products, best first, and how the query was understood.

    The whole result stands here, so that filters and facets are counted over all of it, whichever engine ranked.
    """

    product_ids: tuple[int, ...] = ()
    understood: str = ""
    """The query in the words that were searched for; what was typed when nothing was corrected."""
    corrections: tuple[Correction, ...] = ()
    dropped: tuple[str, ...] = ()
    """Words that were given up because no product has all of them."""
    engine: str = "postgres"
    key: str = ""
    """Names this result as long as the index stays the same: for caches of what is counted over it."""

    @property
    def is_close(self) -> bool:
        """Nothing had the words as typed."""
        return bool(self.corrections or self.dropped)


class EngineAway(Exception):
    """The engine does not answer in time, or not usefully. PostgreSQL does."""


class TooBroad(EngineAway):
    """It has answered: with more products than it hands out. PostgreSQL ranks them all."""


class SearchEngine(Protocol):
    """One engine. `text` is one line of at most 200 letters; anything may stand in it."""

    name: str

    async def search(
        self,
        session: AsyncSession,
        text: str,
        *,
        typing: bool = False,
        literal: bool = False,
        limit: int | None = None,
    ) -> Hits:
        """The products that match.

        With `typing` the last word may be the beginning of one; `literal` corrects nothing; `limit` asks for the
        best so many only.
        """
        ...
