"""Count who came by an old address."""

from sqlalchemy import func, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Redirect


async def count_hit(session: AsyncSession, redirect_id: int) -> None:
    """One more. Gives up after a quarter of a second when others are counting: nobody waits for a number."""
    await session.execute(text("SET LOCAL lock_timeout = '250ms'"))
    await session.execute(
        update(Redirect)
        .where(Redirect.id == redirect_id)
        .values(hits=Redirect.hits + 1, last_hit_at=func.now())
    )
