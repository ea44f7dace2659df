"""Keep a product's average and number of reviews true."""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.reviews.models import Review


async def summarise(session: AsyncSession, product_id: int) -> None:
    """Count the approved reviews anew into `products.rating` (stars × 100) and `review_count`.

    The product's row is locked first, so that of two acts at once the second counts what the first has done.
    """
    await session.flush()
    await session.execute(select(Product.id).where(Product.id == product_id).with_for_update(key_share=True))
    counted = await session.execute(
        select(func.count(), func.round(func.avg(Review.stars) * 100)).where(
            Review.product_id == product_id, Review.state == "approved"
        )
    )
    number, average = counted.one()
    await session.execute(
        update(Product)
        .where(Product.id == product_id)
        .values(review_count=number, rating=int(average) if number else None)
        .execution_options(synchronize_session=False)
    )
