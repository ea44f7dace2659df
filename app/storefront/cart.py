"""/cart: what a shopper means to buy."""

from typing import Annotated, Any

from litestar import get, post
from litestar.params import FromPath, Parameter
from litestar.response import Response
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.add_item import Added, add_item
from app.cart.change_quantity import change_quantity
from app.cart.errors import NotForSale, NothingLeft
from app.cart.open_cart import open_cart
from app.cart.queries import count_and_total
from app.cart.remove_item import remove_item
from app.core.money import format_money
from app.storefront.cart_answers import cart_page, changed, mistaken, own_cart
from app.storefront.picked_variant import read_picked
from app.web.cart_cookie import cart_owner, ensure_cart_owner
from app.web.flash import Flash, Undo, flash
from app.web.forms import Form, read_form
from app.web.htmx import is_partial
from app.web.limits import limit
from app.web.next_path import safe_next
from app.web.render import Page, fragment, see_other
from app.web.visit import DbSession, ShopRequest

_MOST = 999
_ASK_QUANTITY = "Enter a number from 1 to 999."

LineId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@get("/cart")
async def show(request: ShopRequest, db: DbSession) -> Page:
    """The cart, or what to do with an empty one."""
    return await cart_page(request, db, Form())


@get("/cart/badge")
async def badge(request: ShopRequest) -> Page:
    """The personal part of a page that caches keep for everybody."""
    return await fragment(request, "storefront/cart/_personal.html")


@post("/cart/lines", public_form=True, guards=[limit("add_to_cart")])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Put something in. The form stands on publicly cached pages, so it carries no token."""
    form = await read_form(request)
    picked = await read_picked(form, db)
    back = safe_next(form.text("back", most=2_000).replace(" ", ""), "/cart")
    if picked is None:
        variant_id = form.integer(
            "variant_id", "This item is not for sale any more.", least=1, most=2**63 - 1
        )
    else:
        variant_id, back = picked.variant_id, safe_next(picked.url, "/cart")
        if picked.only_show:
            return see_other(request, back)
    quantity = form.integer("quantity", _ASK_QUANTITY, least=1, most=_MOST)
    if form.errors:
        return await _refuse(request, back, next(iter(form.errors.values())))
    cart = await open_cart(db, await ensure_cart_owner(request))
    try:
        added = await add_item(db, cart, variant_id, quantity)
    except (NotForSale, NothingLeft) as error:
        return await _refuse(request, back, error.message)
    return await _added(request, db, back, added)


@post("/cart/lines/{line_id:int}/quantity")
async def update(request: ShopRequest, db: DbSession, line_id: FromPath[LineId]) -> Response[Any]:
    """Change how many; the − and + buttons send a step with the number."""
    cart = await own_cart(request, db)
    form = await read_form(request, "quantity", "step")
    field = f"quantity-{line_id}"
    step = {"-1": -1, "1": 1}.get(form.text("step"), 0) if form.has("step") else 0
    typed = form.integer("quantity", _ASK_QUANTITY, least=1, most=_MOST)
    if form.errors:
        return await mistaken(request, db, Form(), {field: _ASK_QUANTITY})
    wanted = max(1, typed + step)
    now = await change_quantity(db, cart, line_id, wanted)
    if now.was_cut:
        return await mistaken(request, db, Form(), {field: _limit_sentence(now)})
    _, total = await count_and_total(db, await cart_owner(request.visit))
    said = f"Quantity {now.quantity}. Total {format_money(total)}."
    return await changed(request, db, said, None)


@post("/cart/lines/{line_id:int}/removal")
async def remove(request: ShopRequest, db: DbSession, line_id: FromPath[LineId]) -> Response[Any]:
    """Take something out; the message offers to undo it."""
    cart = await own_cart(request, db)
    removed = await remove_item(db, cart, line_id)
    undo = Undo(
        "/cart/lines",
        {"variant_id": str(removed.variant_id), "quantity": str(removed.quantity), "back": "/cart"},
    )
    message = Flash("success", f"Removed {removed.name}.", undo=undo)
    return await changed(request, db, message.text, message)


async def _refuse(request: ShopRequest, back: str, sentence: str) -> Response[Any]:
    if is_partial(request):
        return await fragment(
            request, "storefront/cart/_added.html", 422, flash=Flash("error", sentence), said=sentence
        )
    await flash(request, sentence, "error")
    return see_other(request, back)


async def _added(request: ShopRequest, db: AsyncSession, back: str, added: Added) -> Response[Any]:
    await db.flush()
    text = f"Added {added.name}."
    if added.was_cut:
        text = f"{added.name}: your cart has {added.quantity}, which is as many as we can send."
    links = (("View cart", "/cart"), ("Checkout", "/checkout"))
    if not is_partial(request):
        await flash(request, text, links=links)
        return see_other(request, back)
    count, total = await count_and_total(db, await cart_owner(request.visit))
    items = "1 item" if count == 1 else f"{count} items"
    said = f"{text} Cart has {items}, {format_money(total)}."
    return await fragment(
        request,
        "storefront/cart/_added.html",
        flash=Flash("success", text, links),
        said=said,
    )


def _limit_sentence(changed: Added) -> str:
    if changed.limit < 1:
        return f"{changed.name} just sold out. Remove it to go on."
    return f"Only {changed.limit} of {changed.name} can be ordered, so we set {changed.quantity}."


HANDLERS = [show, badge, create, update, remove]
