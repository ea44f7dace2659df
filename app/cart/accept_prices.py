"""A shopper was told about new prices."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.models import Cart, CartLine
from app.catalog.models import Variant


async def accept_prices(session: AsyncSession, cart: Cart) -> None:
    """Note that the page showed today's prices, so that the same change is not told twice."""
    todays = select(Variant.price).where(Variant.id == CartLine.variant_id).scalar_subquery()
    await session.execute(
        update(CartLine)
        .where(CartLine.cart_id == cart.id)
        .values(seen_price=todays)
        .execution_options(synchronize_session=False)
    )
