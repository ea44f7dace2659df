"""Wish for a product."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import NotForSale, WishlistFull
from app.cart.models import Wishlist, WishlistItem
from app.catalog.models import Product, Variant

MOST_WISHES = 200


@dataclass(frozen=True, slots=True)
class Wished:
    """What is on the wishlist; `is_new` is False when it was there already."""

    item_id: int
    name: str
    is_new: bool


async def wish(
    session: AsyncSession, account_id: int, product_id: int, variant_id: int | None = None
) -> Wished:
    """Put it on the account's wishlist; twice is once, a variant named later replaces the one before.

    Raises NotForSale for what cannot be bought, and WishlistFull.
    """
    product = (
        await session.execute(
            select(Product.name, Product.price_min).where(
                Product.id == product_id, Product.state == "published"
            )
        )
    ).one_or_none()
    if product is None:
        raise NotForSale
    variant = await _variant(session, product_id, variant_id)
    wishlist_id = await _open_wishlist(session, account_id)
    held = await session.scalar(
        select(WishlistItem.id).where(
            WishlistItem.wishlist_id == wishlist_id, WishlistItem.product_id == product_id
        )
    )
    if held is None:
        await _refuse_when_full(session, wishlist_id)
    new = insert(WishlistItem).values(
        wishlist_id=wishlist_id,
        product_id=product_id,
        variant_id=variant.id if variant else None,
        seen_price=variant.price if variant else product.price_min,
    )
    again = {"variant_id": func.coalesce(new.excluded.variant_id, WishlistItem.variant_id)}
    item_id = await session.scalar(
        new.on_conflict_do_update(
            index_elements=[WishlistItem.wishlist_id, WishlistItem.product_id], set_=again
        ).returning(WishlistItem.id)
    )
    return Wished(int(item_id or 0), product.name, held is None)


async def _variant(session: AsyncSession, product_id: int, variant_id: int | None) -> Variant | None:
    """Only one of this very product counts."""
    if variant_id is None:
        return None
    return await session.scalar(
        select(Variant).where(Variant.id == variant_id, Variant.product_id == product_id, Variant.is_active)
    )


async def _open_wishlist(session: AsyncSession, account_id: int) -> int:
    """The account's wishlist, locked, so that two presses at once count each other."""
    await session.execute(insert(Wishlist).values(account_id=account_id).on_conflict_do_nothing())
    found = await session.scalars(
        select(Wishlist.id).where(Wishlist.account_id == account_id).with_for_update(key_share=True)
    )
    return found.one()


async def _refuse_when_full(session: AsyncSession, wishlist_id: int) -> None:
    count = await session.scalar(select(func.count()).where(WishlistItem.wishlist_id == wishlist_id))
    if (count or 0) >= MOST_WISHES:
        raise WishlistFull(MOST_WISHES)
