"""Find a review helpful."""

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.reviews.errors import NoSuchReview, OwnReview
from app.reviews.models import Review, ReviewVote


async def vote(session: AsyncSession, review_id: int, product_id: int, account_id: int) -> int:
    """Count the person once, however often they press; how many found it helpful now.

    Raises NoSuchReview for one that this product does not show, OwnReview for the author.
    """
    author = (
        await session.execute(
            select(Review.account_id).where(
                Review.id == review_id, Review.product_id == product_id, Review.state == "approved"
            )
        )
    ).one_or_none()
    if author is None:
        raise NoSuchReview("There is no such review.")
    if author.account_id == account_id:
        raise OwnReview("This review is yours. Other people decide whether it helps them.")
    counted = await session.scalar(
        insert(ReviewVote)
        .values(review_id=review_id, account_id=account_id)
        .on_conflict_do_nothing()
        .returning(ReviewVote.review_id)
    )
    change = (
        update(Review)
        .where(Review.id == review_id)
        .values(helpful_count=Review.helpful_count + (1 if counted else 0))
        .returning(Review.helpful_count)
        .execution_options(synchronize_session=False)
    )
    return (await session.execute(change)).scalar_one()
