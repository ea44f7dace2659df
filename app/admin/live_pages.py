"""Whether there is a page at an address, without opening it."""

from litestar.routes import HTTPRoute
from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.catalog.queries import find_brand, find_shelf
from app.content.models import Page
from app.content.page_paths import FIXED, page_path
from app.web.visit import ShopRequest


async def is_live(request: ShopRequest, db: AsyncSession, path: str) -> bool:
    """True for pages of the catalogue and of the content, and for every address that the shop always has."""
    first, *slugs = path.strip("/").split("/")
    if path in {page_path(slug) for slug in FIXED} or first == "pages":
        return await _any(db, Page.is_published.is_(True), Page.slug == (slugs[-1] if slugs else first))
    if first == "c" and 1 <= len(slugs) <= 2:
        return await find_shelf(db, slugs) is not None
    if first == "b" and len(slugs) == 1:
        return await find_brand(db, slugs[0]) is not None
    if first == "p" and len(slugs) == 1:
        return await _any(db, Product.state == "published", Product.slug == slugs[0])
    return any(
        isinstance(route, HTTPRoute) and route.path == path and "GET" in route.methods
        for route in request.app.routes
    )


async def _any(db: AsyncSession, *conditions: ColumnElement[bool]) -> bool:
    return bool(await db.scalar(select(select(1).where(*conditions).exists())))
