"""A guest's cart follows the person into the account (C-20)."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.add_item import add_item
from app.cart.errors import NotForSale, NothingLeft
from app.cart.models import CartLine
from app.cart.open_cart import open_cart
from app.cart.queries import CartOwner, find_cart


async def merge(session: AsyncSession, guest_token_hash: bytes | None, account_id: int) -> list[str]:
    """Sum the guest's cart into the account's, capped at stock; sentences telling what changed.

    What was typed into the checkout comes along unless the account's cart has its own.
    """
    guest = await find_cart(session, CartOwner(token_hash=guest_token_hash))
    if guest is None:
        return []
    account = await open_cart(session, CartOwner(account_id=account_id))
    had_lines = await session.scalar(select(CartLine.id).where(CartLine.cart_id == account.id).limit(1))
    guest_lines = await session.scalars(
        select(CartLine).where(CartLine.cart_id == guest.id).order_by(CartLine.id)
    )
    notices: list[str] = []
    moved = 0
    for line in guest_lines.all():
        try:
            added = await add_item(session, account, line.variant_id, line.quantity)
        except (NotForSale, NothingLeft):
            notices.append("An item of your cart is sold out and was left behind.")
            continue
        moved += 1
        if added.was_cut:
            notices.append(
                f"Only {added.quantity} of {added.name} can be ordered, so your cart has that many."
            )
    guest.state = "merged"
    account.checkout = {**guest.checkout, **account.checkout}
    if moved and had_lines is not None:
        notices.insert(0, "We added the items from this device to your saved cart.")
    return notices
