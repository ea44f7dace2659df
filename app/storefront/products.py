"""/p/…: a product, with the variant that the query string names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from litestar import Response, get
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.page_queries import find_product
from app.catalog.product_page import ProductPage, ShownProduct
from app.core.clock import in_pakistan, now
from app.core.money import format_money
from app.inventory.queries import Availability, availability
from app.media.names import share_url
from app.ops.stale_pages import CONTENT, SHELVES
from app.pricing.queries import tax_rates
from app.search.queries import find_cards
from app.search.scope import Scope
from app.shipping.models import DeliveryRate
from app.shipping.queries import all_rates, usual_free_over
from app.storefront.cards import card_views
from app.storefront.json_ld.product import ProductData
from app.storefront.json_ld.terms import RETURN_DAYS
from app.storefront.moved import follow
from app.storefront.product_company import alert_for, what_is_said, what_stands_near
from app.storefront.product_view import Choosing
from app.storefront.wording import page_description, page_title
from app.web.forms import Form
from app.web.htmx import is_partial, target
from app.web.page_tags import shows_products
from app.web.render import Page, fragment, page
from app.web.visit import DbSession, ShopRequest

_RELATED = 5
_GALLERY = "product-gallery"


@dataclass(frozen=True, slots=True)
class BrandView:
    """A brand with its address."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ProductView:
    """The product itself."""

    id: int
    name: str
    slug: str
    url: str
    brand: BrandView | None
    tint: str
    rating: float | None
    review_count: int
    description: str
    specs: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Promise:
    """A line of the slip under the buy box."""

    icon: str
    title: str
    text: str
    link: tuple[str, str] | None


@get("/p/{slug:str}", public=True, made_of=(CONTENT, SHELVES))
async def show(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Response[Any]:
    """The page; for htmx the buy box and gallery of another choice. A withdrawn product is gone: 410."""
    found = await find_product(db, slug)
    if found is None:
        return await follow(request, db, "product", slug, "/p/")
    if found.product.state == "archived":
        return await _gone(request, db, found)
    shows_products([found.product.id])
    given = dict(parse_qsl(request.scope["query_string"].decode("ascii", "ignore"), errors="replace")[:20])
    stock = await availability(db, [variant.id for variant in found.variants])
    today = in_pakistan(now()).date()
    memory = request.visit.machines.memory
    rates = await memory.recall(f"tax rates {today}", lambda: tax_rates(db, today))
    choosing = Choosing(found, stock, given, rates.get(found.product.tax_class, 0))
    tint = found.shelf.tint if found.shelf else "kraft"
    number = given.get("image", "")
    settings = request.visit.machines.settings
    shown: dict[str, Any] = {
        "product": _product_view(found, tint),
        "choice": choosing.view(),
        "alert": alert_for(choosing, found.product.slug),
        "form": Form(),
        "gallery": choosing.gallery(
            settings,
            int(number) if number.isascii() and number.isdigit() else None,
            tint,
            _label(found.product),
        ),
    }
    if is_partial(request):
        part = "_gallery" if target(request) == _GALLERY else "_choice"
        return await fragment(request, f"storefront/products/{part}.html", **shown)
    return await _page(request, db, found, stock, shown)


async def _page(
    request: ShopRequest,
    db: AsyncSession,
    found: ProductPage,
    stock: Mapping[int, Availability],
    shown: dict[str, Any],
) -> Page:
    product, settings = found.product, request.visit.machines.settings
    picture = product.images[0] if product.images else None
    return await page(
        request,
        "storefront/products/show.html",
        title=page_title(product.seo_title or product.name),
        description=page_description(product.seo_description or product.name),
        canonical=f"/p/{product.slug}",
        picture=share_url(settings, picture.key) if picture else None,
        og_type="product",
        price=shown["choice"].price,
        structured=ProductData(settings, found, stock, await _delivery_rates(request, db)).nodes(),
        partial="storefront/products/_choice.html",
        **{**shown, **await what_is_said(db, settings, product)},
        promises=await _promises(request, db),
        estimate=None,
        is_asking=False,
        **await what_stands_near(db, settings, found),
        breadcrumb=[
            *(found.shelf.trail if found.shelf else [("Home", "/")]),
            (product.name, f"/p/{product.slug}"),
        ],
    )


async def _delivery_rates(request: ShopRequest, db: AsyncSession) -> Sequence[DeliveryRate]:
    return await request.visit.machines.memory.recall("delivery rates", lambda: all_rates(db))


async def _gone(request: ShopRequest, db: AsyncSession, found: ProductPage) -> Page:
    return await page(
        request,
        "errors/410.html",
        410,
        title="We no longer sell this",
        robots="noindex",
        category=found.shelf,
        related=card_views(request.visit.machines.settings, await _related(db, found)),
    )


async def _related(db: AsyncSession, found: ProductPage) -> list[Any]:
    """Others of the same shelf, in stock first."""
    scope = Scope(category_id=found.shelf.id) if found.shelf else Scope(best=True)
    return await find_cards(db, scope, limit=_RELATED, leaving_out=found.product.id)


def _product_view(found: ProductPage, tint: str) -> ProductView:
    product = found.product
    return ProductView(
        id=product.id,
        name=product.name,
        slug=product.slug,
        url=f"/p/{product.slug}",
        brand=BrandView(product.brand.name, f"/b/{product.brand.slug}") if product.brand else None,
        tint=tint,
        rating=product.rating / 100 if product.rating is not None else None,
        review_count=product.review_count,
        description=product.description,
        specs=list(found.specs),
    )


def _label(product: ShownProduct) -> tuple[str, str] | None:
    return ("deal", f"−{product.percent_off}%") if product.percent_off else None


async def _promises(request: ShopRequest, db: AsyncSession) -> list[Promise]:
    free_over = await request.visit.machines.memory.recall("free over", lambda: usual_free_over(db))
    delivery = f"Free over {format_money(free_over)} to most cities." if free_over else "To every province."
    return [
        Promise("truck", "Delivery across Pakistan", delivery, ("Prices and days", "/delivery")),
        Promise(
            "undo-2",
            f"{RETURN_DAYS} days to send it back",
            "Unused and in its packing.",
            ("How", "/returns-policy"),
        ),
        Promise("banknote", "Cash on delivery or bank transfer", "You choose in the checkout.", None),
    ]


HANDLERS = [show]
