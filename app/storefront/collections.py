"""/collections: lists that staff put together."""

from dataclasses import dataclass

from litestar import get
from litestar.params import FromPath

from app.catalog.collection_queries import find_collection, picked_ids, shown_collections
from app.catalog.models import Collection
from app.catalog.queries import facet_keys
from app.core.clock import now
from app.core.errors import NotFound
from app.media.names import Picture, picture
from app.search.criteria import PICKED
from app.search.scope import Rule, Scope
from app.storefront.listing import Listing, criteria_of, show_listing
from app.storefront.listing_view import Address
from app.storefront.wording import page_description
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest

_TRAIL = [("Home", "/"), ("Collections", "/collections")]


@dataclass(frozen=True, slots=True)
class CollectionLink:
    """A collection as the list of them shows it."""

    name: str
    url: str
    description: str
    picture: Picture | None
    """None for one without a picture of its own or a picked product."""
    tint: str


@get("/collections", public=True)
async def index(request: ShopRequest, db: DbSession) -> Page:
    """All that are shown now."""
    settings = request.visit.machines.settings
    links = [
        CollectionLink(
            name=card.name,
            url=f"/collections/{card.slug}",
            description=card.description,
            picture=picture(settings, card.image_source, card.image_key) if card.image_key else None,
            tint=card.tint,
        )
        for card in await shown_collections(db, now())
    ]
    return await page(
        request,
        "storefront/collections/index.html",
        title="Collections: chosen for an occasion",
        description=page_description(
            "Lists we put together by hand: what goes into a school bag, what a calligrapher needs, what to give. "
        ),
        canonical="/collections",
        robots="index,follow" if links else "noindex,follow",
        collections=links,
        breadcrumb=_TRAIL,
    )


@get("/collections/{slug:str}", public=True)
async def show(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Page:
    """One collection, as any list. Raises NotFound while it is not shown."""
    collection = await find_collection(db, slug, now())
    if collection is None:
        raise NotFound
    picked = await picked_ids(db, collection.id)
    keys = await facet_keys(db)
    usual = PICKED if picked else "popular"
    listing = Listing(
        scope=Scope(picked=picked, rule=_rule(collection)),
        address=Address(f"/collections/{collection.slug}", usual),
        title=collection.name,
        intro=collection.description,
        trail=[*_TRAIL, (collection.name, f"/collections/{collection.slug}")],
        description=collection.description,
        facets=keys,
    )
    return await show_listing(request, db, listing, criteria_of(request, usual, keys))


def _rule(collection: Collection) -> Rule | None:
    if not collection.has_rule:
        return None
    return Rule(
        category_id=collection.rule_category_id,
        brand_id=collection.rule_brand_id,
        is_deal=collection.rule_is_deal,
        price_min=collection.rule_price_min,
        price_max=collection.rule_price_max,
    )


HANDLERS = [index, show]
