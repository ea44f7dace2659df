"""Wait for a sold-out variant."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, Variant
from app.inventory.errors import NothingToWaitFor, StockIsHere
from app.inventory.models import StockAlert
from app.inventory.queries import NONE_LEFT, availability


async def await_stock(session: AsyncSession, variant_id: int, email: str, *, consent: str) -> bool:
    """Remember whom to tell; False when they wait already. `consent` is the sentence they agreed to.

    Raises NothingToWaitFor for what is not for sale, StockIsHere for what can be had now.
    """
    is_sold = await session.scalar(
        select(Variant.id)
        .join(Product, Product.id == Variant.product_id)
        .where(Variant.id == variant_id, Variant.is_active, Product.state == "published")
    )
    if is_sold is None:
        raise NothingToWaitFor("This is not for sale any more.")
    if (await availability(session, [variant_id])).get(variant_id, NONE_LEFT).available > 0:
        raise StockIsHere("It is back already. You can put it into your cart now.")
    made = await session.scalar(
        insert(StockAlert)
        .values(variant_id=variant_id, email=email, consent=consent)
        .on_conflict_do_nothing(
            index_elements=[StockAlert.variant_id, StockAlert.email], index_where=StockAlert.told_at.is_(None)
        )
        .returning(StockAlert.id)
    )
    return made is not None
