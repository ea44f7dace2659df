"""/recently-viewed: what somebody looked at, and what that suggests."""

from typing import Any

from litestar import MediaType, Response, get, post
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.queries import find_cart
from app.catalog.forget_views import forget_views
from app.catalog.note_view import note_view
from app.catalog.view_queries import MOST_VIEWED, viewed_product_ids
from app.checkout.draft import CheckoutDraft
from app.search.criteria import RELEVANCE, Criteria
from app.search.queries import find_cards
from app.search.recommend import recommend
from app.search.scope import Scope
from app.storefront.cards import CardView, card_views
from app.storefront.delivery_estimate import Estimate, estimate
from app.web.cart_cookie import cart_owner
from app.web.flash import flash
from app.web.forms import read_form
from app.web.history_cookie import drop_history_cookie, ensure_history_viewer, history_viewer
from app.web.htmx import is_partial
from app.web.render import Page, fragment, page, see_other
from app.web.visit import DbSession, ShopRequest

_IN_A_STRIP = 5
_HERE = "/recently-viewed"
_BY_HISTORY = Criteria(sort=RELEVANCE)


@get(_HERE)
async def index(request: ShopRequest, db: DbSession) -> Page:
    """All of the history on one page: there are at most `MOST_VIEWED`."""
    viewed = await viewed_product_ids(db, await history_viewer(request))
    return await page(
        request,
        "storefront/recently_viewed/index.html",
        title="Recently viewed",
        robots="noindex",
        cards=await viewed_cards(request, db, viewed, limit=MOST_VIEWED),
        breadcrumb=[("Home", "/"), ("Recently viewed", _HERE)],
    )


@post(_HERE, public_form=True)
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """A product's page was really shown: note it, and answer what stands under it.

    The form stands on publicly cached pages, so it carries no token. A page that the browser only prepares leaves no
    trace; it sends the form again when it is shown.
    """
    if "prerender" in request.headers.get("sec-purpose", "") or "prefetch" in request.headers.get(
        "sec-purpose", ""
    ):
        return Response("", status_code=204, media_type=MediaType.HTML, headers={"Cache-Control": "no-store"})
    form = await read_form(request, "product")
    product_id = form.integer("product", "This is not for sale any more.", least=1, most=2**63 - 1)
    if not form.errors:
        await note_view(db, await ensure_history_viewer(request), product_id)
    if not is_partial(request):
        return see_other(request, _HERE)
    viewed = await viewed_product_ids(db, await history_viewer(request))
    seen_before = [one for one in viewed if one != product_id]
    liked = await recommend(db, viewed or [product_id], limit=_IN_A_STRIP, leaving_out=product_id)
    return await fragment(
        request,
        "storefront/recently_viewed/_noted.html",
        viewed=await viewed_cards(request, db, seen_before, limit=_IN_A_STRIP),
        liked=card_views(request.visit.machines.settings, liked),
        estimate=await _known_estimate(request, db, product_id),
    )


@post("/recently-viewed/removal")
async def remove(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Forget all of it."""
    await forget_views(db, await history_viewer(request))
    drop_history_cookie(request)
    await flash(request, "We forgot what you looked at.")
    return see_other(request, _HERE)


async def viewed_cards(
    request: ShopRequest, db: AsyncSession, product_ids: Any, *, limit: int
) -> list[CardView]:
    """Their cards, the last one looked at first."""
    if not product_ids:
        return []
    cards = await find_cards(db, Scope(ids=tuple(product_ids)), _BY_HISTORY, limit=limit)
    return card_views(request.visit.machines.settings, cards)


async def _known_estimate(request: ShopRequest, db: AsyncSession, product_id: int) -> Estimate | None:
    """Delivery of the product to the city that the visitor's cart knows."""
    cart = await find_cart(db, await cart_owner(request.visit))
    city = CheckoutDraft.read(cart.checkout).city if cart else ""
    return await estimate(db, product_id, city) if city else None


HANDLERS = [index, create, remove]
