"""Take a saved line back into the cart."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.add_item import Added, add_item
from app.cart.errors import NoSuchLine
from app.cart.models import Cart, CartLine, SavedLine


@dataclass(frozen=True, slots=True)
class Moved:
    """What is in the cart now, and how many pieces stay saved because no more can be ordered."""

    added: Added
    left: int


async def move_to_cart(session: AsyncSession, cart: Cart, saved_id: int) -> Moved:
    """Move as many pieces as can be ordered; the rest stays saved.

    Raises NoSuchLine for another's line, NotForSale, and NothingLeft when not one piece can be had.
    """
    await session.execute(select(Cart.id).where(Cart.id == cart.id).with_for_update(key_share=True))
    saved = await session.scalar(
        select(SavedLine).where(SavedLine.id == saved_id, SavedLine.cart_id == cart.id).with_for_update()
    )
    if saved is None:
        raise NoSuchLine
    had = await session.scalar(
        select(CartLine.quantity).where(CartLine.cart_id == cart.id, CartLine.variant_id == saved.variant_id)
    )
    added = await add_item(session, cart, saved.variant_id, saved.quantity)
    left = saved.quantity - max(0, added.quantity - (had or 0))
    if left:
        saved.quantity = left
    else:
        await session.delete(saved)
    await session.flush()
    return Moved(added, left)
