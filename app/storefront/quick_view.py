"""/p/…/quick-view: the gist of a product, over the list one looks through."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Response, get
from litestar.params import FromPath

from app.catalog.page_queries import find_product
from app.catalog.product_page import ProductPage
from app.core.clock import in_pakistan, now
from app.core.errors import NotFound
from app.inventory.queries import availability
from app.pricing.queries import tax_rates
from app.storefront.product_view import ChoiceView, Choosing, GalleryItem
from app.web.htmx import is_partial, target
from app.web.render import fragment, page
from app.web.visit import DbSession, ShopRequest

_PICTURES = 3
_BUY = "quick-buy"


@dataclass(frozen=True, slots=True)
class QuickView:
    """What `storefront/products/_quick_view.html` shows. `url` leads to the product's page with the choices made."""

    name: str
    slug: str
    brand: str | None
    url: str
    path: str
    rating: float | None
    review_count: int
    pictures: list[GalleryItem]
    choice: ChoiceView


@get("/p/{slug:str}/quick-view", public=True)
async def show(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Response[Any]:
    """The dialog for htmx, its buy box alone for another choice; a page of its own without. Only what is on sale."""
    found = await find_product(db, slug)
    if found is None or found.product.state != "published":
        raise NotFound
    given = dict(parse_qsl(request.scope["query_string"].decode("ascii", "ignore"), errors="replace")[:20])
    stock = await availability(db, [variant.id for variant in found.variants])
    rates = await tax_rates(db, in_pakistan(now()).date())
    choosing = Choosing(found, stock, given, rates.get(found.product.tax_class, 0))
    view = _view(request, found, choosing)
    if is_partial(request):
        part = "_quick_buy" if target(request) == _BUY else "_quick_view"
        return await fragment(request, f"storefront/products/{part}.html", quick=view)
    return await page(
        request,
        "storefront/products/quick_view.html",
        title=f"{view.name[:38]}, at a glance",
        robots="noindex,follow",
        quick=view,
        breadcrumb=[("Home", "/"), (view.name, f"/p/{view.slug}"), ("At a glance", view.path)],
    )


def _view(request: ShopRequest, found: ProductPage, choosing: Choosing) -> QuickView:
    product = found.product
    settings = request.visit.machines.settings
    gallery = choosing.gallery(settings, None, found.shelf.tint if found.shelf else "kraft", None)
    others = [item for item in gallery.items if item.number != gallery.main.number]
    query = urlencode(sorted(choosing.choices.items()))
    return QuickView(
        name=product.name,
        slug=product.slug,
        brand=product.brand.name if product.brand else None,
        url=f"/p/{product.slug}" + (f"?{query}" if query else ""),
        path=f"/p/{product.slug}/quick-view",
        rating=product.rating / 100 if product.rating is not None else None,
        review_count=product.review_count,
        pictures=[gallery.main, *others][:_PICTURES],
        choice=choosing.view(),
    )


HANDLERS = [show]
