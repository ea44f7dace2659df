"""Change how many of a line are wanted."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.add_item import Added
from app.cart.errors import NoSuchLine
from app.cart.models import Cart, CartLine
from app.catalog.models import Product, Variant
from app.inventory.queries import NONE_LEFT, availability


async def change_quantity(session: AsyncSession, cart: Cart, line_id: int, quantity: int) -> Added:
    """Set the line's quantity, cut to what can be had (at least 1 stays).

    Raises NoSuchLine for another's line.
    """
    row = (
        await session.execute(
            select(CartLine, Variant, Product.name)
            .join(Variant, Variant.id == CartLine.variant_id)
            .join(Product, Product.id == Variant.product_id)
            .where(CartLine.id == line_id, CartLine.cart_id == cart.id)
        )
    ).one_or_none()
    if row is None:
        raise NoSuchLine
    line, variant, name = row
    stock = (await availability(session, [variant.id])).get(variant.id, NONE_LEFT)
    limit = min(stock.available, variant.max_per_order)
    line.quantity = max(1, min(quantity, limit))
    line.seen_price = variant.price
    return Added(line.id, name, line.quantity, quantity, limit)
