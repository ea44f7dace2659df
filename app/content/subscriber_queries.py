"""Reading who wants the newsletter."""

from collections.abc import AsyncIterator, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import NewsletterSubscriber
from app.content.newsletter_states import Standing
from app.core.pagination import Pagination

PER_PAGE = 50


async def find_subscriber(session: AsyncSession, subscriber_id: int) -> NewsletterSubscriber | None:
    """The one of that id."""
    return await session.get(NewsletterSubscriber, subscriber_id)


async def subscribers_page(
    session: AsyncSession, standing: Standing, *, page: int
) -> tuple[Sequence[NewsletterSubscriber], Pagination]:
    """Those who stand there, newest ask first."""
    is_there = _is(standing)
    total = await session.scalar(select(func.count()).select_from(NewsletterSubscriber).where(is_there))
    pagination = Pagination(page, PER_PAGE, total or 0)
    rows = await session.scalars(
        select(NewsletterSubscriber)
        .where(is_there)
        .order_by(NewsletterSubscriber.asked_at.desc(), NewsletterSubscriber.id.desc())
        .limit(PER_PAGE)
        .offset(pagination.offset)
    )
    return rows.all(), pagination


async def subscriber_counts(session: AsyncSession) -> dict[Standing, int]:
    """How many stand where."""
    counted = [func.count().filter(_is(standing)) for standing in Standing]
    row = (await session.execute(select(*counted).select_from(NewsletterSubscriber))).one()
    return dict(zip(Standing, row, strict=True))


async def each_subscriber(session: AsyncSession, standing: Standing) -> AsyncIterator[NewsletterSubscriber]:
    """All who stand there, for a file, a thousand at a time."""
    rows = await session.stream_scalars(
        select(NewsletterSubscriber)
        .where(_is(standing))
        .order_by(NewsletterSubscriber.id)
        .execution_options(yield_per=1_000)
    )
    async for row in rows:
        yield row


def _is(standing: Standing) -> ColumnElement[bool]:
    left = NewsletterSubscriber.unsubscribed_at.is_not(None)
    if standing is Standing.LEFT:
        return left
    confirmed = NewsletterSubscriber.confirmed_at
    return ~left & (confirmed.is_(None) if standing is Standing.WAITING else confirmed.is_not(None))
