"""Take a line out of a cart."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import NoSuchLine
from app.cart.models import Cart, CartLine
from app.catalog.models import Product, Variant


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out, so that a page can offer to undo it."""

    variant_id: int
    quantity: int
    name: str


async def remove_item(session: AsyncSession, cart: Cart, line_id: int) -> Removed:
    """Take the line out. Raises NoSuchLine when it is not in this cart."""
    row = (
        await session.execute(
            select(CartLine, Product.name)
            .join(Variant, Variant.id == CartLine.variant_id)
            .join(Product, Product.id == Variant.product_id)
            .where(CartLine.id == line_id, CartLine.cart_id == cart.id)
        )
    ).one_or_none()
    if row is None:
        raise NoSuchLine
    line, name = row
    await session.delete(line)
    return Removed(line.variant_id, line.quantity, name)
