"""Use a coupon's code on a cart."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import CodeNotKnown
from app.cart.models import Cart


async def apply_coupon(session: AsyncSession, cart: Cart, code: str) -> None:
    """Put the coupon on the cart. Raises CodeNotKnown (field `coupon`): the shop has issued no coupons yet."""
    raise CodeNotKnown("coupon", code)


def tidy_code(typed: str) -> str:
    """Spaces, dashes and case do not matter: `note-10 ` is `NOTE10`."""
    return "".join(letter for letter in typed if letter.isalnum()).upper()
