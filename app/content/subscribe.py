"""Ask for the newsletter."""

from sqlalchemy import or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.events import NewsletterAsked
from app.content.models import NewsletterSubscriber
from app.core.clock import now
from app.core.outbox import record


async def subscribe(session: AsyncSession, email: str, *, consent: str) -> None:
    """Remember the ask and have the address asked for its yes; nothing at all for who is on the list already.

    It answers nothing on purpose: nobody may learn here whose address is known. `consent` is the sentence shown.
    """
    row = insert(NewsletterSubscriber).values(email=email, consent_text=consent, asked_at=now())
    asked = await session.scalar(
        row.on_conflict_do_update(
            index_elements=[NewsletterSubscriber.email],
            set_={
                "consent_text": row.excluded.consent_text,
                "asked_at": row.excluded.asked_at,
                "confirmed_at": None,
                "unsubscribed_at": None,
            },
            where=or_(
                NewsletterSubscriber.confirmed_at.is_(None), NewsletterSubscriber.unsubscribed_at.is_not(None)
            ),
        ).returning(NewsletterSubscriber.id)
    )
    if asked is not None:
        await record(session, NewsletterAsked(asked))
