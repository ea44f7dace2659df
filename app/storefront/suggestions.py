"""/search/suggestions: what stands under the search field while somebody types."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from sqlalchemy.ext.asyncio import AsyncSession

from app.search.complete import complete_words
from app.search.criteria import RELEVANCE, Criteria
from app.search.engines import find_hits
from app.search.popular import remembered
from app.search.queries import find_cards
from app.search.remember_search import forget_searches
from app.search.scope import Scope
from app.search.shelves import beginning_with
from app.storefront.cards import CardView, card_views
from app.storefront.listing import criteria_of
from app.storefront.suggestion_view import (
    MOST,
    MOST_PRODUCTS,
    Suggestions,
    before_typing,
    while_typing,
)
from app.web.forms import read_form
from app.web.htmx import is_partial
from app.web.limits import TooMany, count, limit
from app.web.render import page, see_other
from app.web.visit import DbSession, ShopRequest

_PATH = "/search/suggestions"
_FEWEST_LETTERS = 2


@get(_PATH)
async def show(request: ShopRequest, db: DbSession) -> Response[Any]:
    """The list under the field; a plain page for whoever opens the address itself.

    Typing too much is no mistake: the list then stays empty for a while, and Enter searches as ever.
    """
    text = criteria_of(request).text
    try:
        await count(request, "suggestions")
        found = await _suggest(request, db, text)
    except TooMany:
        if not is_partial(request):
            raise
        found = Suggestions(text)
    return await page(
        request,
        "storefront/search/suggestions.html",
        title="Search suggestions",
        robots="noindex",
        partial="storefront/search/_suggestions.html",
        suggestions=found,
        query=text,
    )


@post("/search/recent/removal", public_form=True, guards=[limit("suggestions")])
async def remove_recent(request: ShopRequest) -> Response[Any]:
    """Forget what this visitor searched for."""
    (await read_form(request)).only()
    await request.visit.session.load()
    if request.visit.session.name:
        await forget_searches(request.visit.machines.redis, request.visit.session.name)
    return see_other(request, _PATH)


async def _suggest(request: ShopRequest, db: AsyncSession, text: str) -> Suggestions:
    redis = request.visit.machines.redis
    if not text:
        await request.visit.session.load()
        return before_typing(*await remembered(redis, request.visit.session.name))
    if len(text) < _FEWEST_LETTERS:
        return Suggestions(text)
    _, popular = await remembered(redis, "")
    begun = text.casefold()
    completions = [term for term in popular if term.startswith(begun)]
    completions += await complete_words(db, text, limit=MOST)
    shelves = beginning_with(await request.visit.machines.shelves.get(db), text, limit=2)
    return while_typing(text, completions, shelves, await _products(request, db, text))


async def _products(request: ShopRequest, db: AsyncSession, text: str) -> Sequence[CardView]:
    settings = request.visit.machines.settings
    hits = await find_hits(db, settings, text, typing=True, limit=MOST_PRODUCTS)
    if not hits.product_ids:
        return []
    scope = Scope(ids=hits.product_ids[:MOST_PRODUCTS])
    wanted = Criteria(text=text, sort=RELEVANCE)
    return card_views(settings, await find_cards(db, scope, wanted, limit=MOST_PRODUCTS))


HANDLERS = [show, remove_recent]
