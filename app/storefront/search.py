"""/search: what people look for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.queries import facet_keys
from app.search.criteria import LONGEST_QUERY, RELEVANCE, Criteria
from app.search.engines import Hits, find_hits
from app.search.find_sku import find_sku
from app.search.queries import find_cards
from app.search.scope import Scope
from app.search.shelves import nearest
from app.storefront.cards import card_views
from app.storefront.listing import Listing, criteria_of, show_listing
from app.storefront.listing_view import Address, Correction
from app.storefront.search_counts import after_search, note_click
from app.web.forms import filled, read_form
from app.web.htmx import is_partial
from app.web.limits import limit
from app.web.render import PRIVATE, Page, page
from app.web.visit import DbSession, ShopRequest

_ADDRESS = Address("/search", RELEVANCE)
_IN_QUOTES = re.compile('["“”](.+)["“”]')
"""Words between quotation marks are taken as they stand: nothing is corrected."""
_SHELVES, _BEST_SELLERS = 6, 4


@dataclass(frozen=True, slots=True)
class Meant:
    """What would find something."""

    text: str
    url: str


@get("/search", public=True, kept=False, guards=[limit("search")])
async def index(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Results like any listing. A SKU or ISBN leads straight to its product; an empty search shows best sellers.

    No shared cache keeps it, so that each search is counted; who searched is not.
    """
    keys = await facet_keys(db)
    criteria = criteria_of(request, RELEVANCE, keys)
    if not criteria.text:
        return Redirect("/best-sellers", status_code=303)
    exact = await find_sku(db, criteria.text)
    if exact is not None:
        choices = urlencode(sorted(exact.choices.items()))
        return Redirect(f"/p/{exact.slug}" + (f"?{choices}" if choices else ""), status_code=303)
    quoted = _IN_QUOTES.fullmatch(criteria.text)
    text = quoted[1].strip() if quoted else criteria.text
    settings = request.visit.machines.settings
    hits = await find_hits(db, settings, text, literal=quoted is not None)
    if hits.product_ids or is_partial(request):
        answer = await show_listing(request, db, _listing(text, hits, keys), criteria)
    else:
        answer = await _nothing(request, db, text, criteria)
    answer.headers["Cache-Control"] = PRIVATE
    answer.background = await after_search(request, criteria, hits)
    return answer


@post("/search/clicks", public_form=True, guards=[limit("search")], status_code=204)
async def create_click(request: ShopRequest) -> None:
    """A result was opened: browsers say so by themselves while they leave, and wait for no answer."""
    form = await read_form(request)
    await note_click(request, form.text("q", most=LONGEST_QUERY))


def _listing(text: str, hits: Hits, keys: Sequence[str]) -> Listing:
    corrected = Correction(hits.understood, text, _address(f'"{text}"')) if hits.corrections else None
    left_out = ", ".join(f"‘{word}’" for word in hits.dropped)
    return Listing(
        scope=Scope(ids=hits.product_ids),
        address=_ADDRESS,
        title=f"Results for ‘{text}’",
        intro=f"No product has all of these words. Left out: {left_out}." if left_out else "",
        trail=[("Home", "/"), ("Search", "/search")],
        description="Search the shelves of Buy2Enjoy.",
        facets=keys,
        is_search=True,
        correction=corrected,
    )


async def _nothing(request: ShopRequest, db: AsyncSession, text: str, criteria: Criteria) -> Page:
    """What to do instead. Raises nothing for a page beyond the first: there is only one."""
    machines = request.visit.machines
    shelves = nearest(await machines.shelves.get(db), text.casefold().split(), limit=_SHELVES)
    return await page(
        request,
        "storefront/search/nothing.html",
        title=f"Nothing found for ‘{text[:30]}’",
        description="Search the shelves of Buy2Enjoy.",
        robots="noindex,follow",
        query=criteria.text,
        text=text,
        meant=await _meant(request, db, text) if text != criteria.text else None,
        shelves=shelves,
        cards=card_views(machines.settings, await find_cards(db, Scope(best=True), limit=_BEST_SELLERS)),
        here=_ADDRESS.of(Criteria(text=criteria.text, sort=RELEVANCE)),
        form=filled({"wanted": text, "query": text}),
        breadcrumb=[("Home", "/"), ("Search", "/search")],
    )


async def _meant(request: ShopRequest, db: AsyncSession, text: str) -> Meant | None:
    """What the search finds when it may correct."""
    hits = await find_hits(db, request.visit.machines.settings, text, limit=1)
    return Meant(hits.understood, _address(hits.understood)) if hits.product_ids else None


def _address(text: str) -> str:
    return f"/search?{urlencode({'q': text})}"


HANDLERS = [index, create_click]
