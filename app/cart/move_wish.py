"""Move a wished-for product into the cart."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.add_item import Added, add_item
from app.cart.errors import NoSuchWish, NotForSale
from app.cart.models import Cart, Wishlist, WishlistItem
from app.catalog.models import Variant


async def move_wish(session: AsyncSession, account_id: int, cart: Cart, item_id: int) -> Added:
    """Put one piece into the cart and the wish off the list.

    Raises NoSuchWish for another's item, NotForSale (also when a choice has to be made first), and NothingLeft.
    """
    item = await session.scalar(
        select(WishlistItem)
        .join(Wishlist, Wishlist.id == WishlistItem.wishlist_id)
        .where(WishlistItem.id == item_id, Wishlist.account_id == account_id)
        .with_for_update(of=WishlistItem)
    )
    if item is None:
        raise NoSuchWish
    variant_id = item.variant_id or await _only_variant(session, item.product_id)
    if variant_id is None:
        raise NotForSale
    added = await add_item(session, cart, variant_id, 1)
    await session.delete(item)
    await session.flush()
    return added


async def _only_variant(session: AsyncSession, product_id: int) -> int | None:
    found = await session.scalars(
        select(Variant.id).where(Variant.product_id == product_id, Variant.is_active).limit(2)
    )
    ids = found.all()
    return ids[0] if len(ids) == 1 else None
