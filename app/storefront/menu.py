"""/menu: both levels of the menu as a page."""

from litestar import get

from app.web.render import Page, page
from app.web.visit import ShopRequest


@get("/menu", public=True)
async def show(request: ShopRequest) -> Page:
    """Where the burger leads on phones."""
    return await page(
        request,
        "storefront/menu.html",
        title="All categories",
        description="Every shelf of Buy2Enjoy at a glance: electronics, fine arts, pens, brushes, office and school "
        "supplies, books, crafts, canvas and easels.",
        canonical="/menu",
    )


HANDLERS = [show]
