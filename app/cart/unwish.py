"""Take a wish back."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import NoSuchWish
from app.cart.models import Wishlist, WishlistItem
from app.catalog.models import Product


@dataclass(frozen=True, slots=True)
class Unwished:
    """What was taken off, so that a page can offer to undo it."""

    product_id: int
    variant_id: int | None
    name: str


async def unwish(session: AsyncSession, account_id: int, item_id: int) -> Unwished:
    """Take the item off. Raises NoSuchWish when it is not on this account's wishlist."""
    return await _take_off(session, account_id, WishlistItem.id == item_id)


async def unwish_product(session: AsyncSession, account_id: int, product_id: int) -> Unwished:
    """The same by the product, for the hearts on cards."""
    return await _take_off(session, account_id, WishlistItem.product_id == product_id)


async def _take_off(session: AsyncSession, account_id: int, which: ColumnElement[bool]) -> Unwished:
    row = (
        await session.execute(
            select(WishlistItem, Product.name)
            .join(Wishlist, Wishlist.id == WishlistItem.wishlist_id)
            .join(Product, Product.id == WishlistItem.product_id)
            .where(which, Wishlist.account_id == account_id)
        )
    ).one_or_none()
    if row is None:
        raise NoSuchWish
    item, name = row
    await session.delete(item)
    await session.flush()
    return Unwished(item.product_id, item.variant_id, name)
