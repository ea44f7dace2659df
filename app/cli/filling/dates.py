"""When the demo's products came to the shelves."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_SPREAD = text(
    """
    UPDATE products SET published_at = now() - make_interval(
        secs => ('x' || substr(md5(slug), 1, 6))::bit(24)::int % (:days * 86400))
    WHERE published_at >= :began
    """
)
DAYS = 240


async def spread_arrivals(session: AsyncSession, began: datetime) -> None:
    """Date each product published since then some time in the last eight months, by its slug.

    One file imported at one moment would make all of it new, so nothing would be.
    """
    await session.execute(_SPREAD, {"days": DAYS, "began": began})
