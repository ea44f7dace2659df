"""/search: what people look for."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.response import Redirect

from app.search.criteria import RELEVANCE
from app.search.engines import ENGINE
from app.search.find_sku import find_sku
from app.search.scope import Scope
from app.storefront.listing import Listing, criteria_of, show_listing
from app.storefront.listing_view import Address
from app.web.limits import limit
from app.web.visit import DbSession, ShopRequest


@get("/search", public=True, kept=False, guards=[limit("search")])
async def index(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Results like any listing. A SKU or ISBN leads straight to its product; an empty search shows best sellers."""
    criteria = criteria_of(request)
    if not criteria.text:
        return Redirect("/best-sellers", status_code=303)
    exact = await find_sku(db, criteria.text)
    if exact is not None:
        choices = urlencode(sorted(exact.choices.items()))
        return Redirect(f"/p/{exact.slug}" + (f"?{choices}" if choices else ""), status_code=303)
    hits = await ENGINE.search(db, criteria.text)
    spelled_alike = hits.is_close and hits.product_ids
    listing = Listing(
        scope=Scope(ids=tuple(hits.product_ids)),
        address=Address("/search", RELEVANCE),
        title=f"Results for ‘{criteria.text}’",
        intro="Nothing has these words as you typed them; these are spelled alike." if spelled_alike else "",
        trail=[("Home", "/"), ("Search", "/search")],
        description="Search the shelves of Buy2Enjoy.",
        is_search=True,
    )
    return await show_listing(request, db, listing, criteria)


HANDLERS = [index]
