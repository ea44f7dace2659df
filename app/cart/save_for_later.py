"""Put a line aside for later."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import NotForSale, SavedListFull
from app.cart.models import Cart, SavedLine
from app.cart.remove_item import Removed, remove_item
from app.catalog.models import Product, Variant

MOST_SAVED = 40
"""Things a cart keeps for later; the page shows them all."""
_MOST_PIECES = 999


async def save_for_later(session: AsyncSession, cart: Cart, line_id: int) -> tuple[int, Removed]:
    """Move a line out of the cart; the saved line's id and what moved.

    Raises NoSuchLine for another's line, and SavedListFull.
    """
    removed = await remove_item(session, cart, line_id)
    return await _keep(session, cart, removed.variant_id, removed.quantity), removed


async def keep_saved(session: AsyncSession, cart: Cart, variant_id: int, quantity: int) -> int:
    """Put something aside that is in no cart: what a removal took away comes back.

    Raises NotForSale for what the shop does not have, and SavedListFull.
    """
    is_ours = select(Variant.id).join(Product, Product.id == Variant.product_id)
    is_ours = is_ours.where(Variant.id == variant_id, Product.state == "published", Variant.is_active)
    if await session.scalar(is_ours) is None:
        raise NotForSale
    return await _keep(session, cart, variant_id, quantity)


async def _keep(session: AsyncSession, cart: Cart, variant_id: int, quantity: int) -> int:
    await session.execute(select(Cart.id).where(Cart.id == cart.id).with_for_update(key_share=True))
    others = await session.scalar(
        select(func.count()).where(SavedLine.cart_id == cart.id, SavedLine.variant_id != variant_id)
    )
    if (others or 0) >= MOST_SAVED:
        raise SavedListFull(MOST_SAVED)
    new = insert(SavedLine).values(cart_id=cart.id, variant_id=variant_id, quantity=quantity)
    saved_id = await session.scalar(
        new.on_conflict_do_update(
            index_elements=[SavedLine.cart_id, SavedLine.variant_id],
            set_={"quantity": func.least(SavedLine.quantity + new.excluded.quantity, _MOST_PIECES)},
        ).returning(SavedLine.id)
    )
    return int(saved_id or 0)
