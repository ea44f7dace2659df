"""A cart to put things into."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.models import Cart
from app.cart.queries import CartOwner, find_cart


async def open_cart(session: AsyncSession, owner: CartOwner) -> Cart:
    """The owner's open cart, made when there is none. Two requests at once get the same one."""
    cart = await find_cart(session, owner)
    if cart is None:
        account_id = owner.account_id
        token_hash = None if account_id is not None else owner.token_hash
        new = insert(Cart).values(account_id=account_id, token_hash=token_hash)
        await session.execute(new.on_conflict_do_nothing())
        cart = await find_cart(session, owner)
    if cart is None:
        raise LookupError("a cart needs an owner")
    return cart
