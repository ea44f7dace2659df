"""Leave the newsletter."""

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import NewsletterSubscriber
from app.core.clock import now


async def unsubscribe(session: AsyncSession, subscriber_id: int) -> None:
    """Write to this address no more, confirmed or not; twice is harmless, and the first time is the one kept."""
    await session.execute(
        update(NewsletterSubscriber)
        .where(NewsletterSubscriber.id == subscriber_id)
        .values(unsubscribed_at=func.coalesce(NewsletterSubscriber.unsubscribed_at, now()))
    )
