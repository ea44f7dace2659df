"""What a search engine does for the shop: it ranks ids. Prices and stock are never read from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

MOST_HITS = 1_000


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids of published products, best first; at most a thousand."""

    product_ids: Sequence[int]
    is_close: bool = False
    """Nothing had the words as typed; these are spelled alike."""


class SearchEngine(Protocol):
    """One engine. `text` is one line, not empty, at most 200 letters; anything may stand in it."""

    async def search(self, session: AsyncSession, text: str) -> Hits:
        """The products that match."""
        ...
