"""Answering any listing: category, brand, deals, new arrivals, best sellers, search."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.sitemap_queries import LEAST_INDEXED
from app.core.errors import NotFound
from app.core.money import format_money
from app.core.pagination import Pagination
from app.media.names import share_url
from app.search.count import count
from app.search.criteria import PER_PAGE_CHOICES, Criteria, read_criteria, sorts_of
from app.search.facets import Facets
from app.search.queries import find_cards
from app.search.scope import Scope
from app.storefront.cards import card_views
from app.storefront.facet_form import groups
from app.storefront.listing_view import (
    Address,
    Correction,
    ListingView,
    Sub,
    chips,
    page_links,
    promoted,
    reliefs,
    single_choice,
    unknown_chips,
)
from app.storefront.ticker import ticker
from app.storefront.wording import page_description, page_title
from app.web.htmx import is_partial
from app.web.json_ld import Node, item_list
from app.web.render import Page, fragment, page
from app.web.visit import ShopRequest, is_for_everybody

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
    facets: Sequence[str] = ()
    """Keys of the attributes that it can be narrowed by."""
    indexed_facets: Sequence[str] = ()
    has_own_facets: bool = False
    """Whether somebody chose the attributes for this list, rather than taking those of the whole shop."""
    is_search: bool = field(default=False)
    correction: Correction | None = None
    unindexed: bool = False
    """Whether search engines stay away from it altogether."""


@dataclass(frozen=True, slots=True)
class TitleOnly:
    """The head of a fragment."""

    title: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a listing's statements said, and what was asked without values that nothing here has."""

    criteria: Criteria
    facets: Facets
    view: ListingView
    choice: tuple[str, str, str] | None
    """The one choice that makes this a page of its own (key, title, label)."""


def criteria_of(
    request: ShopRequest, default_sort: str = "popular", attributes: Collection[str] = ()
) -> Criteria:
    """What the query string asks for; `attributes` are the keys that this list can be narrowed by."""
    query = request.scope["query_string"].decode("ascii", "ignore")
    pairs = parse_qsl(query, errors="replace", max_num_fields=None)[:_MOST_PAIRS]
    return read_criteria(pairs, default_sort, attributes)


async def show_listing(
    request: ShopRequest, session: AsyncSession, listing: Listing, asked: Criteria
) -> Page:
    """The page of that listing, or its fragment for htmx. Raises NotFound beyond the last page."""
    found = await _find(request, session, listing, asked)
    criteria, view = found.criteria, found.view
    title = _title(listing, found)
    if is_partial(request):
        answer = await fragment(
            request,
            "storefront/products/_listing.html",
            listing=view,
            page=TitleOnly(f"{title} | {request.visit.machines.settings.shop_name}"),
        )
        answer.headers["HX-Push-Url"] = view.here
        return answer
    is_plain = not criteria.is_filtered and listing.address.is_usual(criteria) and not listing.is_search
    is_own_page = is_plain or found.choice is not None
    may_index = is_own_page and bool(view.cards) and not view.unknown and not listing.unindexed
    return await page(
        request,
        "storefront/categories/show.html",
        title=title,
        description=_description(listing, found),
        canonical=_canonical(listing, criteria, is_own_page),
        robots="index,follow" if may_index else "noindex,follow",
        picture=_picture(request, view),
        structured=_structured(request, view, criteria),
        partial="storefront/products/_listing.html",
        listing=view,
        query=criteria.text,
        breadcrumb=listing.trail,
        ticker=await ticker(session),
    )


async def _find(request: ShopRequest, session: AsyncSession, listing: Listing, asked: Criteria) -> Found:
    settings, address = request.visit.machines.settings, listing.address
    total, facets = await _counted(request, session, listing, asked)
    criteria = _known(asked, facets)
    pagination = Pagination(criteria.page, criteria.per_page, total)
    if not pagination.exists:
        raise NotFound
    cards = (
        await find_cards(session, listing.scope, criteria, limit=criteria.per_page, offset=pagination.offset)
        if total
        else []
    )
    fallback = [] if cards else await find_cards(session, _wider(listing.scope), limit=_FALLBACKS)
    choice = single_choice(criteria, facets, listing.indexed_facets) if total >= LEAST_INDEXED else None
    is_bare = not criteria.is_filtered and criteria.page == 1 and address.is_usual(criteria)
    view = ListingView(
        title=f"{listing.title}: {choice[2]}" if choice else listing.title,
        intro=_choice_intro(listing, choice, total, facets) if choice else listing.intro or None,
        path=address.path,
        here=address.of(criteria),
        total=total,
        cards=card_views(settings, cards),
        facets=groups(criteria, facets, are_guessed=not listing.has_own_facets)
        if facets.scope_total > 1
        else [],
        kept=[("q", criteria.text)] if criteria.text else [],
        sorted_by=criteria.sort,
        sorts=list(sorts_of(address.default_sort).items()),
        per_page=criteria.per_page,
        sizes=PER_PAGE_CHOICES,
        chips=chips(criteria, facets, address),
        unknown=unknown_chips(asked, facets, address),
        reliefs=[] if cards else reliefs(criteria, facets, address),
        clear_url=address.of(criteria.unfiltered),
        scope_total=facets.scope_total,
        pages=page_links(pagination, criteria, address),
        subs=listing.subs,
        promoted=promoted(criteria, facets, address, listing.indexed_facets) if is_bare else (),
        more_lists=[] if cards else [(sub.name, sub.url) for sub in listing.subs if not sub.current],
        fallback=card_views(settings, fallback),
        correction=listing.correction,
    )
    return Found(criteria, facets, view, choice)


async def _counted(
    request: ShopRequest, session: AsyncSession, listing: Listing, asked: Criteria
) -> tuple[int, Facets]:
    """The numbers of a whole list are the same for everybody; those of a search or a choice are counted each time."""
    scope, keys = listing.scope, tuple(listing.facets)
    if asked.is_filtered or listing.is_search or scope.ids is not None or not is_for_everybody(request):
        return await count(session, scope, asked, keys)
    name = ("counts", scope, keys)
    return await request.visit.machines.lists.recall(name, lambda: count(session, scope, asked, keys))


def _known(asked: Criteria, facets: Facets) -> Criteria:
    """The criteria without values that nothing in the list has: those are told, and not looked at."""
    known = asked
    for key, values in facets.unknown.items():
        for value in values:
            known = known.without(key, value)
    return replace(known, page=asked.page)


def _choice_intro(listing: Listing, choice: tuple[str, str, str], total: int, facets: Facets) -> str:
    """What stands on a page of one choice, so that it says more than the shelf's own."""
    key, title, label = choice
    what = f"by {label}" if key == "brand" else f"with {title.lower()} “{label}”"
    prices = facets.prices
    span = f", from {format_money(prices.low)} to {format_money(prices.high)}" if prices else ""
    return f"{total} products in {listing.title} {what}{span}."


def _wider(scope: Scope) -> Scope:
    """Where to look for something else when nothing matches."""
    return scope if scope.category_id or scope.brand_id else Scope(best=True)


def _title(listing: Listing, found: Found) -> str:
    """Filters and page stand in the title, so that open tabs can be told apart."""
    title = listing.head_title or listing.title
    if found.choice:
        key, facet, label = found.choice
        title = f"{listing.title} by {label}" if key == "brand" else f"{listing.title}: {label} ({facet})"
    elif found.view.chips:
        title += ": " + ", ".join(label for label, _ in found.view.chips)
    return page_title(title, found.criteria.page)


def _description(listing: Listing, found: Found) -> str:
    text = listing.description or listing.intro or f"{listing.title} at Buy2Enjoy."
    if found.choice:
        text = f"{found.view.intro} {listing.intro}"
    page = found.criteria.page
    return page_description(f"Page {page}: {text}" if page > 1 else text)


def _picture(request: ShopRequest, view: ListingView) -> str | None:
    """That of the first product."""
    key = next((card.picture_key for card in view.cards if card.picture_key), None)
    return share_url(request.visit.machines.settings, key) if key else None


def _structured(request: ShopRequest, view: ListingView, criteria: Criteria) -> list[Node]:
    links = [(card.name, card.url) for card in view.cards]
    first = (criteria.page - 1) * criteria.per_page + 1
    return [item_list(request.visit.machines.settings, view.title, links, first)] if links else []


def _canonical(listing: Listing, criteria: Criteria, is_own_page: bool) -> str | None:
    if listing.is_search:
        return None
    return listing.address.of(criteria) if is_own_page else listing.address.path
