"""The embedded engine: postings and a vocabulary in PostgreSQL, ranked in SQL (search reference)."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.search.engines.base import Hits
from app.search.engines.postgres.rank import prepare, rank
from app.search.engines.postgres.understand import understand


class PostgresEngine:
    """Always there: it needs nothing but the shop's own database."""

    name = "postgres"

    async def search(
        self,
        session: AsyncSession,
        text: str,
        *,
        typing: bool = False,
        literal: bool = False,
        limit: int | None = None,
    ) -> Hits:
        """Products with all words first; corrected, completed and joined words count a little less than typed ones."""
        await prepare(session)
        understood = await understand(session, text, typing=typing, literal=literal)
        if not understood.groups:
            return Hits(understood=text, dropped=tuple(understood.unknown))
        ranked = await rank(session, understood, whole=limit is None)
        return Hits(
            ranked.product_ids[:limit],
            understood.words if understood.corrections else text,
            tuple(understood.corrections),
            (*understood.unknown, *ranked.lacking),
            self.name,
            f"{understood.built}/{typing}/{literal}/{understood.normal}",
        )
