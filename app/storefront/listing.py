"""Answering any listing: category, brand, deals, new arrivals, best sellers, search."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import NotFound
from app.core.pagination import Pagination
from app.media.names import share_url
from app.search.count import count
from app.search.criteria import Criteria, read_criteria
from app.search.queries import find_cards
from app.search.scope import Scope
from app.storefront.cards import card_views
from app.storefront.listing_view import Address, ListingView, Sub, chips, groups, page_links
from app.storefront.ticker import ticker
from app.storefront.wording import page_description, page_title
from app.web.htmx import is_partial
from app.web.json_ld import Node, item_list
from app.web.render import Page, fragment, page
from app.web.visit import ShopRequest

PER_PAGE = 24
_FALLBACKS = 4
_MOST_PAIRS = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """What one listing is about."""

    scope: Scope
    address: Address
    title: str
    intro: str
    trail: Sequence[tuple[str, str]]
    head_title: str = ""
    description: str = ""
    subs: Sequence[Sub] = ()
    is_search: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class TitleOnly:
    """The head of a fragment."""

    title: str


def criteria_of(request: ShopRequest, default_sort: str = "popular") -> Criteria:
    """What the query string asks for."""
    query = request.scope["query_string"].decode("ascii", "ignore")
    return read_criteria(parse_qsl(query, errors="replace", max_num_fields=None)[:_MOST_PAIRS], default_sort)


async def show_listing(
    request: ShopRequest, session: AsyncSession, listing: Listing, criteria: Criteria
) -> Page:
    """The page of that listing, or its fragment for htmx. Raises NotFound beyond the last page."""
    view = await _view(request, session, listing, criteria)
    title = _title(listing, criteria, view)
    if is_partial(request):
        return await fragment(
            request,
            "storefront/products/_listing.html",
            listing=view,
            page=TitleOnly(f"{title} | {request.visit.machines.settings.shop_name}"),
        )
    is_plain = (
        not criteria.is_filtered and criteria.sort == listing.address.default_sort and not listing.is_search
    )
    return await page(
        request,
        "storefront/categories/show.html",
        title=title,
        description=_description(listing, criteria),
        canonical=_canonical(listing, criteria, is_plain),
        robots="index,follow" if is_plain and view.cards else "noindex,follow",
        picture=_picture(request, view),
        structured=_structured(request, view, criteria),
        partial="storefront/products/_listing.html",
        listing=view,
        query=criteria.text,
        breadcrumb=listing.trail,
        ticker=await ticker(session),
    )


async def _view(
    request: ShopRequest, session: AsyncSession, listing: Listing, criteria: Criteria
) -> ListingView:
    settings = request.visit.machines.settings
    total, facets = await count(session, listing.scope, criteria)
    pagination = Pagination(criteria.page, PER_PAGE, total)
    if not pagination.exists:
        raise NotFound
    cards = await find_cards(session, listing.scope, criteria, limit=PER_PAGE, offset=pagination.offset)
    fallback = [] if cards else await find_cards(session, _wider(listing.scope), limit=_FALLBACKS)
    return ListingView(
        title=listing.title,
        intro=listing.intro or None,
        path=listing.address.path,
        here=listing.address.of(criteria),
        total=total,
        cards=card_views(settings, cards),
        facets=groups(criteria, facets) if total > 1 or criteria.is_filtered else [],
        kept=[("q", criteria.text)] if criteria.text else [],
        sorted_by=criteria.sort,
        sorts=_sorts(criteria, listing.address.default_sort),
        chips=chips(criteria, facets, listing.address),
        clear_url=listing.address.of(criteria.unfiltered),
        pages=page_links(pagination, criteria, listing.address),
        subs=listing.subs,
        fallback=card_views(settings, fallback),
    )


def _wider(scope: Scope) -> Scope:
    """Where to look for something else when nothing matches."""
    return scope if scope.category_id or scope.brand_id else Scope(best=True)


def _sorts(criteria: Criteria, default: str) -> list[tuple[str, str]]:
    """The listing's own order first."""
    return sorted(criteria.sorts.items(), key=lambda sort: sort[0] != default)


def _title(listing: Listing, criteria: Criteria, view: ListingView) -> str:
    """Filters and page stand in the title, so that open tabs can be told apart."""
    title = listing.head_title or listing.title
    if view.chips:
        title += ": " + ", ".join(label for label, _ in view.chips)
    return page_title(title, criteria.page)


def _description(listing: Listing, criteria: Criteria) -> str:
    text = listing.description or listing.intro or f"{listing.title} at Buy2Enjoy."
    return page_description(f"Page {criteria.page}: {text}" if criteria.page > 1 else text)


def _picture(request: ShopRequest, view: ListingView) -> str | None:
    """That of the first product."""
    key = next((card.picture_key for card in view.cards if card.picture_key), None)
    return share_url(request.visit.machines.settings, key) if key else None


def _structured(request: ShopRequest, view: ListingView, criteria: Criteria) -> list[Node]:
    links = [(card.name, card.url) for card in view.cards]
    first = (criteria.page - 1) * PER_PAGE + 1
    return [item_list(request.visit.machines.settings, view.title, links, first)] if links else []


def _canonical(listing: Listing, criteria: Criteria, is_plain: bool) -> str | None:
    if listing.is_search:
        return None
    return listing.address.of(criteria) if is_plain else listing.address.path
