"""A guest's cart follows the person into the account (C-20)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.add_item import add_item
from app.cart.errors import NotForSale, NothingLeft, SavedListFull
from app.cart.models import Cart, CartLine, SavedLine
from app.cart.open_cart import open_cart
from app.cart.queries import CartOwner, find_cart
from app.cart.save_for_later import keep_saved


async def merge(session: AsyncSession, guest_token_hash: bytes | None, account_id: int) -> list[str]:
    """Sum the guest's cart into the account's, capped at stock; sentences telling what changed.

    What was saved for later comes along, and so does what was typed into the checkout unless the account's cart has
    its own.
    """
    guest = await find_cart(session, CartOwner(token_hash=guest_token_hash))
    if guest is None:
        return []
    account = await open_cart(session, CartOwner(account_id=account_id))
    had_lines = await session.scalar(select(CartLine.id).where(CartLine.cart_id == account.id).limit(1))
    moved, notices = await _merge_lines(session, guest, account)
    notices += await _merge_saved(session, guest, account)
    guest.state = "merged"
    account.checkout = _both(guest.checkout, account.checkout)
    if moved and had_lines is not None:
        notices.insert(0, "We added the items from this device to your saved cart.")
    return notices


async def _merge_lines(session: AsyncSession, guest: Cart, account: Cart) -> tuple[int, list[str]]:
    lines = await session.scalars(select(CartLine).where(CartLine.cart_id == guest.id).order_by(CartLine.id))
    notices: list[str] = []
    moved = 0
    for line in lines.all():
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
    return moved, notices


async def _merge_saved(session: AsyncSession, guest: Cart, account: Cart) -> list[str]:
    """The newest come first, as the list may not take them all."""
    lines = await session.scalars(
        select(SavedLine).where(SavedLine.cart_id == guest.id).order_by(SavedLine.id.desc())
    )
    left = 0
    for line in lines.all():
        try:
            await keep_saved(session, account, line.variant_id, line.quantity)
        except (NotForSale, SavedListFull):
            left += 1
    if not left:
        return []
    things = "1 thing that was" if left == 1 else f"{left} things that were"
    return [f"We left out {things} saved for later on this device."]


def _both(guest: dict[str, Any], account: dict[str, Any]) -> dict[str, Any]:
    """An answer that was left empty is no answer."""
    return {**guest, **{name: value for name, value in account.items() if value}}
