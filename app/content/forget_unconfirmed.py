"""Forget addresses that nobody confirmed."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import NewsletterSubscriber
from app.content.newsletter_states import LINK_LIVES
from app.core.clock import now


async def forget_unconfirmed(session: AsyncSession) -> int:
    """Those whose link has run out; how many. Who left is kept, so that the list can show it."""
    gone = await session.scalars(
        delete(NewsletterSubscriber)
        .where(
            NewsletterSubscriber.confirmed_at.is_(None),
            NewsletterSubscriber.unsubscribed_at.is_(None),
            NewsletterSubscriber.asked_at < now() - LINK_LIVES,
        )
        .returning(NewsletterSubscriber.id)
    )
    return len(gone.all())
