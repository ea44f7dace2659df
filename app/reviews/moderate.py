"""Staff decide what is shown of a review, and reply to it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.clock import now
from app.core.errors import Rejected
from app.core.outbox import record
from app.reviews.errors import NoSuchReview
from app.reviews.events import ReviewModerated
from app.reviews.models import Review
from app.reviews.summarise import summarise

LONGEST_REASON = 500
LONGEST_REPLY = 2_000


async def approve(session: AsyncSession, review_id: int, *, actor: Actor) -> Review:
    """Show it. A second approval changes nothing. Raises NoSuchReview."""
    return await _decide(session, review_id, "approved", actor, "")


async def reject(session: AsyncSession, review_id: int, *, reason: str, actor: Actor) -> Review:
    """Do not show it, or not any more. Raises NoSuchReview, and Rejected without a reason."""
    if not reason.strip():
        raise Rejected(errors={"reason": "Say why it is not shown."})
    return await _decide(session, review_id, "rejected", actor, reason.strip())


async def reply(session: AsyncSession, review_id: int, *, text: str, actor: Actor) -> Review:
    """The shop's word under the review; an empty one takes it back. Raises NoSuchReview."""
    review = await _lock(session, review_id)
    if review.reply != text:
        before, review.reply = review.reply, text
        audit(
            session,
            actor,
            "review.reply",
            "review",
            review.id,
            before={"reply": before},
            after={"reply": text},
        )
        await record(session, ReviewModerated(review.id, review.product_id))
    return review


async def _decide(session: AsyncSession, review_id: int, state: str, actor: Actor, reason: str) -> Review:
    review = await _lock(session, review_id)
    if review.state == state:
        return review
    before, review.state = review.state, state
    review.reject_reason, review.moderated_at = reason, now()
    await summarise(session, review.product_id)
    audit(
        session,
        actor,
        f"review.{'approve' if state == 'approved' else 'reject'}",
        "review",
        review.id,
        before={"state": before},
        after={"state": state},
        reason=reason,
    )
    await record(session, ReviewModerated(review.id, review.product_id))
    return review


async def _lock(session: AsyncSession, review_id: int) -> Review:
    review = await session.scalar(
        select(Review).where(Review.id == review_id).with_for_update(key_share=True)
    )
    if review is None:
        raise NoSuchReview("There is no such review.")
    return review
