"""/brands and /b/…: makers and what they make."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from app.catalog.queries import brands_with_counts, facet_keys, find_brand
from app.search.scope import Scope
from app.storefront.listing import Listing, criteria_of, show_listing
from app.storefront.listing_view import Address
from app.storefront.moved import follow
from app.storefront.wording import page_description
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest


@dataclass(frozen=True, slots=True)
class BrandLink:
    """A brand with its address and how many products it has."""

    name: str
    url: str
    count: int


@get("/brands", public=True)
async def index(request: ShopRequest, db: DbSession) -> Page:
    """All brands by letter."""
    links = [BrandLink(name, f"/b/{slug}", number) for name, slug, number in await brands_with_counts(db)]
    return await page(
        request,
        "storefront/brands/index.html",
        title="Top brands of stationery and art supplies",
        description=page_description(
            f"The {len(links)} brands on our shelves, from A to Z, with everything we have of each: "
            "pens, paint, paper, calculators and books, delivered across Pakistan."
        ),
        canonical="/brands",
        letters=[(letter, list(group)) for letter, group in groupby(links, lambda link: _letter(link.name))],
        breadcrumb=[("Home", "/"), ("Top brands", "/brands")],
    )


@get("/b/{slug:str}", public=True)
async def show(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Response[Any]:
    """Everything of one brand."""
    brand = await find_brand(db, slug)
    if brand is None:
        return await follow(request, db, "brand", slug, "/b/")
    keys = await facet_keys(db)
    listing = Listing(
        scope=Scope(brand_id=brand.id),
        address=Address(f"/b/{brand.slug}"),
        title=brand.name,
        intro=brand.intro,
        trail=[("Home", "/"), ("Top brands", "/brands"), (brand.name, f"/b/{brand.slug}")],
        head_title=f"{brand.name} in Pakistan",
        description=brand.intro
        or f"Everything of {brand.name} on our shelves, with sizes, colours and stock.",
        facets=keys,
    )
    return await show_listing(request, db, listing, criteria_of(request, attributes=keys))


def _letter(name: str) -> str:
    first = name[0].upper()
    return first if first.isascii() and first.isalpha() else "0–9"


HANDLERS = [index, show]
