"""Pay a part with a gift card."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import CodeNotKnown
from app.cart.models import Cart


async def use_gift_card(session: AsyncSession, cart: Cart, code: str) -> None:
    """Put the card on the cart. Raises CodeNotKnown (field `gift_card`): the shop has sold no gift cards yet."""
    raise CodeNotKnown("gift_card", code)
