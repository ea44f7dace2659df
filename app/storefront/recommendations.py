"""/recommendations: what somebody might like, from what they looked at (F-038)."""

from litestar import get

from app.catalog.view_queries import viewed_product_ids
from app.search.recommend import recommend
from app.storefront.cards import card_views
from app.storefront.recently_viewed import viewed_cards
from app.web.history_cookie import history_viewer
from app.web.htmx import is_partial
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest

_ON_THE_PAGE = 24
_IN_A_STRIP = 5


@get("/recommendations")
async def index(request: ShopRequest, db: DbSession) -> Page:
    """The page; for htmx the two strips of the home page. It notes nothing, so a browser may prepare it."""
    count = _IN_A_STRIP if is_partial(request) else _ON_THE_PAGE
    viewed = await viewed_product_ids(db, await history_viewer(request))
    liked = card_views(request.visit.machines.settings, await recommend(db, viewed, limit=count))
    return await page(
        request,
        "storefront/recommendations/index.html",
        partial="storefront/recently_viewed/_strips.html",
        title="You might also like",
        robots="noindex",
        liked=liked,
        viewed=await viewed_cards(request, db, viewed, limit=_IN_A_STRIP),
        breadcrumb=[("Home", "/"), ("You might also like", "/recommendations")],
    )


HANDLERS = [index]
