"""Forget a saved line."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import NoSuchLine
from app.cart.models import Cart, SavedLine
from app.cart.remove_item import Removed
from app.catalog.models import Product, Variant


async def remove_saved(session: AsyncSession, cart: Cart, saved_id: int) -> Removed:
    """Take it off the saved list. Raises NoSuchLine when it is not on this cart's."""
    row = (
        await session.execute(
            select(SavedLine, Product.name)
            .join(Variant, Variant.id == SavedLine.variant_id)
            .join(Product, Product.id == Variant.product_id)
            .where(SavedLine.id == saved_id, SavedLine.cart_id == cart.id)
        )
    ).one_or_none()
    if row is None:
        raise NoSuchLine
    saved, name = row
    await session.delete(saved)
    return Removed(saved.variant_id, saved.quantity, name)
