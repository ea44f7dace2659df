"""The embedded engine: words found in the products' search text, then words spelled alike."""

import re
import unicodedata

from sqlalchemy import Float, and_, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.search.engines.base import Hits

MOST_WORDS = 8
_MOST_HITS = 1_000
_ALIKE = "0.4"
"""Share of trigrams that a misspelt word must have in common with a word of the product."""
_WORD = re.compile(r"[^\W_]+(?:[.\-/][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words to look for: lower case, without accents, the first eight."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return list(dict.fromkeys(_WORD.findall(letters)))[:MOST_WORDS]


class PostgresEngine:
    """Substrings and trigrams over `products.search_text`, which has an index for both."""

    async def search(
        self,
        session: AsyncSession,
        text: str,
        *,
        typing: bool = False,
        literal: bool = False,
        limit: int | None = None,
    ) -> Hits:
        """Products with every word; when there are none, those with words spelled alike."""
        words = words_of(text)
        if not words:
            return Hits()
        exact = await self._with_all(session, words)
        if exact or literal:
            return Hits(tuple(exact[:limit]), text)
        return Hits(tuple((await self._alike(session, words))[:limit]), text, dropped=tuple(words))

    async def _with_all(self, session: AsyncSession, words: list[str]) -> list[int]:
        """Best first: the whole query in the name, words that begin in the name, the rest by sales."""
        name = func.lower(func.unaccent(Product.name))
        starts = [
            case((func.concat(" ", name).contains(f" {word}", autoescape=True), 1), else_=0) for word in words
        ]
        rank = sum(starts, literal(0)) + case((name.contains(" ".join(words), autoescape=True), 2), else_=0)
        rows = await session.scalars(
            select(Product.id)
            .where(Product.state == "published")
            .where(and_(*(Product.search_text.contains(word, autoescape=True) for word in words)))
            .order_by(rank.desc(), Product.units_sold.desc(), func.length(Product.name), Product.id)
            .limit(_MOST_HITS)
        )
        return list(rows)

    async def _alike(self, session: AsyncSession, words: list[str]) -> list[int]:
        long = [word for word in words if len(word) > 3] or words
        await session.execute(select(func.set_config("pg_trgm.word_similarity_threshold", _ALIKE, True)))
        likeness = sum(
            (func.word_similarity(word, Product.search_text) for word in long), literal(0.0, Float)
        )
        rows = await session.scalars(
            select(Product.id)
            .where(Product.state == "published")
            .where(and_(*(literal(word).op("<%", is_comparison=True)(Product.search_text) for word in long)))
            .order_by(likeness.desc(), Product.units_sold.desc(), Product.id)
            .limit(_MOST_HITS)
        )
        return list(rows)
