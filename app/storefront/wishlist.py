"""/account/wishlist: what somebody would like to have (F-072)."""

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import NoSuchWish, NotForSale, NothingLeft, WishlistFull
from app.cart.move_wish import move_wish
from app.cart.open_cart import open_cart
from app.cart.queries import CartOwner
from app.cart.unwish import Unwished, unwish, unwish_product
from app.cart.wish import wish
from app.cart.wish_queries import WishRow, wishes_of
from app.catalog.view_queries import name_of
from app.core.errors import NotFound
from app.core.settings import Settings
from app.media.names import picture
from app.search.cards import MOST_COUNTED
from app.storefront.wishlist_view import WishView
from app.web.auth import customers_only, signed_in
from app.web.flash import Flash, Undo, flash
from app.web.forms import Form, read_form, read_query
from app.web.htmx import is_partial
from app.web.limits import limit
from app.web.next_path import safe_next
from app.web.origin import is_from_us
from app.web.render import Page, fragment, page, see_other
from app.web.visit import DbSession, ShopRequest
from app.web.waiting_wishes import keep_wish

_HERE = "/account/wishlist"
_GONE = "This is not for sale any more."
_MOST_ID = 2**63 - 1

ItemId = Annotated[int, Parameter(ge=1, le=_MOST_ID)]


@get(_HERE, guards=[customers_only])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """Everything wished for, the newest first. A page beyond the end is no page."""
    person = await signed_in(request)
    query = read_query(request)
    wanted = query.integer("page", "There is no such page.", least=1, most=200) if query.has("page") else 1
    found = await wishes_of(db, person.account_id, wanted)
    if query.errors or not found.pagination.exists:
        raise NotFound
    settings = request.visit.machines.settings
    return await page(
        request,
        "storefront/wishlist/index.html",
        title="Your wishlist",
        robots="noindex",
        section="wishlist",
        wishes=[_view(settings, row) for row in found.rows],
        total=found.pagination.total,
        pages=found.pagination.links(lambda number: f"{_HERE}?page={number}"),
    )


@post(_HERE, public_form=True, guards=[limit("add_to_cart")])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """A heart was pressed: `product` fills it, `unwish` empties it. Each names a product, `12`, or its variant `12:34`.

    The hearts stand on publicly cached pages, so they carry no token. A guest is asked to sign in; the wish waits.
    """
    form = await read_form(request, "product", "unwish")
    is_back = form.has("unwish")
    product_id, variant_id = _read(form, "unwish" if is_back else "product")
    back = _back(request)
    if form.errors:
        return await _say(request, Flash("error", _GONE), back, 422)
    person = await request.visit.person()
    if person is None:
        return await _ask_to_sign_in(request, db, product_id, variant_id, back)
    if is_back:
        return await _take_back(request, db, person.account_id, product_id, back)
    try:
        wished = await wish(db, person.account_id, product_id, variant_id)
    except (NotForSale, WishlistFull) as refused:
        return await _say(request, Flash("error", refused.message), back, 422)
    words = "is on your wishlist." if wished.is_new else "was on your wishlist already."
    return await _say(request, Flash("success", f"{wished.name} {words}", (("View wishlist", _HERE),)), back)


@post("/account/wishlist/{item_id:int}/removal", guards=[customers_only])
async def remove(request: ShopRequest, db: DbSession, item_id: FromPath[ItemId]) -> Response[Any]:
    """Take it off; the message offers to undo that."""
    person = await signed_in(request)
    taken = await unwish(db, person.account_id, item_id)
    message = _taken_off(taken)
    await flash(request, message.text, undo=message.undo)
    return see_other(request, _HERE)


@post("/account/wishlist/{item_id:int}/purchase", guards=[customers_only, limit("add_to_cart")])
async def move(request: ShopRequest, db: DbSession, item_id: FromPath[ItemId]) -> Response[Any]:
    """Move it to the cart."""
    person = await signed_in(request)
    cart = await open_cart(db, CartOwner(account_id=person.account_id))
    try:
        added = await move_wish(db, person.account_id, cart, item_id)
    except (NotForSale, NothingLeft) as refused:
        await flash(request, f"{refused.message} It stays on your wishlist.", "error")
        return see_other(request, _HERE)
    text = f"Moved {added.name} to your cart."
    if added.was_cut:
        text = f"{added.name}: your cart has {added.quantity} already, which is as many as we can send."
    await flash(request, text, links=(("View cart", "/cart"),))
    return see_other(request, _HERE)


async def _take_back(
    request: ShopRequest, db: AsyncSession, account_id: int, product_id: int, back: str
) -> Response[Any]:
    try:
        taken = await unwish_product(db, account_id, product_id)
    except NoSuchWish:
        return await _say(request, Flash("info", "It is not on your wishlist any more."), back)
    return await _say(request, _taken_off(taken), back)


def _taken_off(taken: Unwished) -> Flash:
    product = f"{taken.product_id}:{taken.variant_id}" if taken.variant_id else str(taken.product_id)
    return Flash("success", f"Took {taken.name} off your wishlist.", undo=Undo(_HERE, {"product": product}))


async def _ask_to_sign_in(
    request: ShopRequest, db: AsyncSession, product_id: int, variant_id: int | None, back: str
) -> Response[Any]:
    name = await name_of(db, product_id)
    if name is None:
        return await _say(request, Flash("error", _GONE), back, 422)
    await keep_wish(request, product_id, variant_id)
    await flash(request, f"Sign in or make an account, and {name} is on your wishlist.", "info")
    return see_other(request, f"/sign-in?next={quote(back, safe='/')}")


async def _say(request: ShopRequest, message: Flash, back: str, status: int = 200) -> Response[Any]:
    if is_partial(request):
        return await fragment(
            request, "storefront/wishlist/_wished.html", status, flash=message, said=message.text
        )
    await flash(request, message.text, message.kind, undo=message.undo, links=message.links)
    return see_other(request, back)


def _back(request: ShopRequest) -> str:
    """The page of ours on which the heart was pressed, as the browser names it; else the wishlist."""
    came_from = request.headers.get("referer", "")
    if not came_from or not is_from_us(
        request.visit.machines.settings, {"referer": came_from, **_host(request)}
    ):
        return _HERE
    parts = urlsplit(came_from)
    return safe_next(parts.path + (f"?{parts.query}" if parts.query else ""), _HERE)


def _host(request: ShopRequest) -> dict[str, str]:
    return {"host": request.headers.get("host", "")}


def _read(form: Form, name: str) -> tuple[int, int | None]:
    """`12` or `12:34`; an error is noted for anything else."""
    numbers: Sequence[str] = form.text(name, _GONE, most=40).split(":")
    if len(numbers) > 2 or not all(number.isascii() and number.isdigit() for number in numbers):
        form.refuse(name, _GONE)
        return 0, None
    ids = [int(number) for number in numbers]
    if not all(0 < one <= _MOST_ID for one in ids):
        form.refuse(name, _GONE)
        return 0, None
    return ids[0], ids[1] if len(ids) == 2 else None


def _view(settings: Settings, row: WishRow) -> WishView:
    choices = "&".join(f"{option}={value}" for option, value in row.choices.items())
    return WishView(
        id=row.id,
        url=f"/p/{row.slug}" + (f"?{choices}" if choices else ""),
        name=row.name,
        options_text=row.variant_title,
        picture=picture(settings, row.image_source, row.image_key),
        tint=row.tint,
        price=row.price,
        compare_at=row.compare_at,
        price_from=row.price_from,
        drop=max(0, row.seen_price - row.price),
        stock=_stock(row),
        action=_action(row),
    )


def _stock(row: WishRow) -> str:
    if not row.is_for_sale:
        return "Not for sale any more"
    if row.available < 1:
        return "Sold out"
    is_low = row.variant_id is not None and row.available <= min(row.low_stock_at, MOST_COUNTED)
    return f"Only {row.available} left" if is_low else "In stock"


def _action(row: WishRow) -> str:
    if not row.is_for_sale:
        return "gone"
    if row.available < 1:
        return "sold_out"
    return "move" if row.variant_id is not None else "options"


HANDLERS = [index, create, remove, move]
