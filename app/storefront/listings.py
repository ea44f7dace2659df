"""/deals, /new, /best-sellers: lists that make themselves."""

from dataclasses import replace

from litestar import get
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.queries import facet_keys
from app.search.scope import Scope
from app.storefront.listing import Listing, criteria_of, show_listing
from app.storefront.listing_view import Address
from app.web.render import Page
from app.web.visit import DbSession, ShopRequest


def _listing(scope: Scope, path: str, sort: str, title: str, intro: str, description: str) -> Listing:
    return Listing(
        scope=scope,
        address=Address(path, sort),
        title=title,
        intro=intro,
        trail=[("Home", "/"), (title, path)],
        description=description,
    )


DEALS = _listing(
    Scope(deals=True),
    "/deals",
    "discount",
    "Deals",
    "Everything that costs less than it did. The price crossed out is the one we asked before.",
    "Deals on pens, paint, paper, school and office supplies: the former price stands beside the new one.",
)
NEW = _listing(
    Scope(new=True),
    "/new",
    "new",
    "New arrivals",
    "What came onto our shelves in the last weeks.",
    "New pens, paper, paint, books and school supplies that came onto our shelves in the last weeks.",
)
BEST = _listing(
    Scope(best=True),
    "/best-sellers",
    "popular",
    "Best sellers",
    "What is bought most, counted by pieces. What nobody has bought yet follows in the order it came to us.",
    "The pens, paper, paint and books that are bought most at Buy2Enjoy, counted by pieces sold.",
)


@get("/deals", public=True)
async def deals(request: ShopRequest, db: DbSession) -> Page:
    """What costs less than before, the biggest saving first."""
    return await _show(request, db, DEALS)


@get("/new", public=True)
async def new(request: ShopRequest, db: DbSession) -> Page:
    """What came last."""
    return await _show(request, db, NEW)


@get("/best-sellers", public=True)
async def best_sellers(request: ShopRequest, db: DbSession) -> Page:
    """What is bought most."""
    return await _show(request, db, BEST)


async def _show(request: ShopRequest, db: AsyncSession, listing: Listing) -> Page:
    keys = await facet_keys(db)
    criteria = criteria_of(request, listing.address.default_sort, keys)
    return await show_listing(request, db, replace(listing, facets=keys), criteria)


HANDLERS = [deals, new, best_sellers]
