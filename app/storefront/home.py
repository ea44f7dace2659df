"""/: the shop window, arranged by staff."""

from litestar import get

from app.core.clock import now
from app.storefront.home_view import home_context
from app.storefront.json_ld.site import LOGO, site_nodes
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest

TITLE = "Stationery, art supplies and books online"


@get("/", public=True)
async def show(request: ShopRequest, db: DbSession) -> Page:
    """The home page."""
    settings = request.visit.machines.settings
    return await page(
        request,
        "storefront/home/index.html",
        title=TITLE,
        description="Pens, paper, paint, school lists, office supplies and books: real brands, prices with tax, "
        "cash on delivery, sent from Lahore across Pakistan.",
        canonical="/",
        structured=site_nodes(settings, request.visit.machines.assets.url(LOGO)),
        **await home_context(db, settings, now()),
    )


HANDLERS = [show]
