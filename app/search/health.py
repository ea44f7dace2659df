"""How the index is: for staff, and for the notice on their first page."""

from dataclasses import dataclass
from datetime import datetime

from redis.asyncio import Redis
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.core.clock import now
from app.core.outbox import Delivery, OutboxEvent
from app.core.redis import REDIS_DOWN
from app.core.settings import Settings
from app.search.models import SearchDocument, SearchStat

_AWAY = "{search}:away"
_SECONDS = 600
"""So long after its last failed answer an engine counts as away; its next answer ends that at once."""
MOST_LAG = 30
"""Seconds that a change may wait for the index before staff are told."""


@dataclass(frozen=True, slots=True)
class Health:
    """`lag` in seconds: how long the oldest change waits that search has not taken in. `away_since` is None while the
    engine that the settings name answers.
    """

    engine: str
    products: int
    rows: int
    built_at: datetime | None
    lag: int
    away_since: datetime | None

    @property
    def drift(self) -> int:
        """Products on show that the index lacks, or rows too many."""
        return abs(self.products - self.rows)

    @property
    def is_well(self) -> bool:
        """Whether staff have nothing to look into."""
        return self.away_since is None and self.drift == 0 and self.lag <= MOST_LAG


async def health_of(session: AsyncSession, redis: Redis, settings: Settings) -> Health:
    """All figures, in one statement and one call."""
    published = select(func.count(Product.id)).where(Product.state == "published").scalar_subquery()
    rows = select(func.count(SearchDocument.product_id)).scalar_subquery()
    built = select(func.max(SearchStat.built_at)).scalar_subquery()
    waiting = (
        select(func.min(OutboxEvent.created_at))
        .join(Delivery, Delivery.event_id == OutboxEvent.id)
        .where(Delivery.state != "done", Delivery.consumer.startswith("search"))
        .scalar_subquery()
    )
    row = (await session.execute(select(published, rows, built, waiting))).one()
    lag = max(0, round((now() - row[3]).total_seconds())) if row[3] else 0
    return Health(
        "Meilisearch" if settings.meilisearch_url else "PostgreSQL",
        row[0],
        row[1],
        row[2],
        lag,
        await away_since(redis, settings),
    )


async def away_since(redis: Redis, settings: Settings) -> datetime | None:
    """Since when PostgreSQL stands in for the engine that the settings name."""
    if not settings.meilisearch_url:
        return None
    try:
        noted = await redis.get(_AWAY)
    except REDIS_DOWN:
        return None
    return datetime.fromisoformat(noted.decode()) if noted else None


async def note_engine(redis: Redis, settings: Settings, engine: str) -> None:
    """Which engine has just answered: another one than the settings name means that theirs is away."""
    if not settings.meilisearch_url:
        return
    try:
        if engine == "meilisearch":
            await redis.delete(_AWAY)
        else:
            await redis.set(_AWAY, now().isoformat(), ex=_SECONDS, nx=True)
            await redis.expire(_AWAY, _SECONDS)
    except REDIS_DOWN:
        return
