"""Say yes to the newsletter."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.events import NewsletterConfirmed
from app.content.models import NewsletterSubscriber
from app.content.newsletter_states import LINK_LIVES
from app.core.clock import now
from app.core.errors import NotFound
from app.core.outbox import record


async def confirm_subscription(session: AsyncSession, subscriber_id: int) -> None:
    """Put the address on the list; twice is harmless. Raises NotFound when the ask is too old or was taken back."""
    row = await session.scalar(
        select(NewsletterSubscriber).where(NewsletterSubscriber.id == subscriber_id).with_for_update()
    )
    if row is None or row.unsubscribed_at is not None:
        raise NotFound
    if row.confirmed_at is not None:
        return
    if now() - row.asked_at > LINK_LIVES:
        raise NotFound
    row.confirmed_at = now()
    await record(session, NewsletterConfirmed(subscriber_id))
