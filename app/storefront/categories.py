"""/c/…: the shelves, two levels of them."""

from collections.abc import Awaitable
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.queries import find_shelf, sub_shelves
from app.catalog.shelf import Shelf, SubShelf
from app.media.names import picture
from app.search.scope import Scope
from app.storefront.listing import Listing, criteria_of, show_listing
from app.storefront.listing_view import Address, Sub
from app.storefront.moved import follow
from app.web.visit import DbSession, ShopRequest, is_for_everybody


@get("/c/{top:str}", public=True)
async def show(request: ShopRequest, db: DbSession, top: FromPath[str]) -> Response[Any]:
    """A shelf of the main menu."""
    return await _show(request, db, (top,))


@get("/c/{top:str}/{sub:str}", public=True)
async def show_sub(
    request: ShopRequest, db: DbSession, top: FromPath[str], sub: FromPath[str]
) -> Response[Any]:
    """A shelf within it."""
    return await _show(request, db, (top, sub))


async def _show(request: ShopRequest, db: AsyncSession, slugs: tuple[str, ...]) -> Response[Any]:
    shelf = await find_shelf(db, slugs)
    if shelf is None:
        return await follow(request, db, "category", "/".join(slugs), "/c/")
    listing = Listing(
        scope=Scope(category_id=shelf.id),
        address=Address(shelf.url),
        title=shelf.name,
        intro=shelf.intro,
        trail=shelf.trail,
        head_title=shelf.seo_title or _head_title(shelf),
        description=shelf.seo_description or f"{shelf.name}: {shelf.intro}",
        subs=await _subs(request, db, shelf),
        facets=shelf.facets,
        indexed_facets=shelf.indexed_facets,
        has_own_facets=True,
    )
    return await show_listing(request, db, listing, criteria_of(request, attributes=shelf.facets))


async def _subs(request: ShopRequest, db: AsyncSession, shelf: Shelf) -> list[Sub]:
    """The shelves beneath a top one; beside a lower one its neighbours."""
    machines, top = request.visit.machines, shelf.parent or shelf

    def load() -> Awaitable[list[SubShelf]]:
        return sub_shelves(db, top.id)

    found = await (machines.lists.recall(("subs", top.id), load) if is_for_everybody(request) else load())
    return [
        Sub(
            name=sub.name,
            url=f"{top.url}/{sub.slug}",
            count=sub.products,
            picture=picture(machines.settings, sub.image_source, sub.image_key),
            tint=sub.tint,
            current=sub.id == shelf.id,
        )
        for sub in found
    ]


def _head_title(shelf: Shelf) -> str:
    return (
        f"{shelf.name}, {shelf.parent.name}" if shelf.parent else f"{shelf.name}, delivered across Pakistan"
    )


HANDLERS = [show, show_sub]
