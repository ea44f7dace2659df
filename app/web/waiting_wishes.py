"""Wishes of somebody who has to sign in first: they wait in the session."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import NotForSale, WishlistFull
from app.cart.wish import wish
from app.web.visit import ShopRequest

_KEY = "wishes"
_MOST = 20


async def keep_wish(request: ShopRequest, product_id: int, variant_id: int | None) -> None:
    """Remember it until the visitor signs in. Begins a session when the browser has none."""
    session = request.visit.session
    await session.load()
    session.ensure()
    waiting = [one for one in session.data.get(_KEY, []) if one[0] != product_id]
    session.data[_KEY] = [*waiting, [product_id, variant_id]][-_MOST:]


async def waiting_wishes(request: ShopRequest) -> list[tuple[int, int | None]]:
    """What waits, as product and variant; to be asked for before the session of the signed-in person begins."""
    session = request.visit.session
    await session.load()
    return [(product_id, variant_id) for product_id, variant_id in session.data.get(_KEY, [])]


async def grant_wishes(
    session: AsyncSession, account_id: int, wishes: list[tuple[int, int | None]]
) -> list[str]:
    """Put them on the account's wishlist; a sentence for each that is on it or found no room."""
    told = []
    for product_id, variant_id in wishes:
        try:
            told.append(
                f"{(await wish(session, account_id, product_id, variant_id)).name} is on your wishlist."
            )
        except NotForSale:
            continue
        except WishlistFull as full:
            return [*told, full.message]
    return told
