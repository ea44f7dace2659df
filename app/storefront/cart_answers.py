"""What every change in the cart answers: the page, or for htmx its changed parts."""

from typing import Any

from litestar.response import Response
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.lines import EMPTY
from app.cart.models import Cart
from app.cart.queries import contents, find_cart, saved_contents
from app.checkout.draft import CheckoutDraft
from app.core.errors import NotFound
from app.search.recommend import recommend
from app.shipping.queries import cities
from app.storefront.cards import card_views
from app.storefront.cart_view import CartView, cart_view
from app.web.cart_cookie import cart_owner
from app.web.flash import Flash, flash
from app.web.forms import Form
from app.web.htmx import is_partial
from app.web.render import Page, fragment, page, see_other
from app.web.visit import ShopRequest

_SUGGESTED = 5


async def own_cart(request: ShopRequest, db: AsyncSession) -> Cart:
    """The visitor's open cart; raises NotFound for those who have none."""
    cart = await find_cart(db, await cart_owner(request.visit))
    if cart is None:
        raise NotFound
    return cart


async def cart_page(request: ShopRequest, db: AsyncSession, form: Form) -> Page:
    """The whole page."""
    basket, view = await _read(request, db)
    suggested = await recommend(db, basket, limit=_SUGGESTED)
    return await page(
        request,
        "storefront/cart/index.html",
        422 if form.errors else 200,
        title="Your cart",
        robots="noindex",
        cart=view,
        form=form,
        cities=[city.name for city in await cities(db)] if view.lines else [],
        suggestions=card_views(request.visit.machines.settings, suggested),
    )


async def changed(request: ShopRequest, db: AsyncSession, said: str, message: Flash | None) -> Response[Any]:
    """After something changed: `said` to readers of the parts, `message` to everybody."""
    await db.flush()
    if is_partial(request):
        is_refusal = message is not None and message.kind == "error"
        return await _parts(
            request, db, Form(), said, [message] if message else [], 422 if is_refusal else 200
        )
    if message:
        await flash(request, message.text, message.kind, undo=message.undo, links=message.links)
    else:
        await flash(request, said)
    return see_other(request, "/cart")


async def mistaken(
    request: ShopRequest, db: AsyncSession, form: Form, errors: dict[str, str]
) -> Response[Any]:
    """Something typed will not do: the sentences stand beside their fields."""
    await db.flush()
    form.errors.update(errors)
    if is_partial(request):
        return await _parts(request, db, form, " ".join(form.errors.values()), [], 422)
    return await cart_page(request, db, form)


async def _parts(
    request: ShopRequest, db: AsyncSession, form: Form, said: str, messages: list[Flash], status: int
) -> Page:
    _, view = await _read(request, db)
    return await fragment(
        request, "storefront/cart/_changed.html", status, cart=view, form=form, flash=messages, said=said
    )


async def _read(request: ShopRequest, db: AsyncSession) -> tuple[list[int], CartView]:
    """The products in the cart, the newest first, and the cart to show."""
    cart = await find_cart(db, await cart_owner(request.visit))
    basket = await contents(db, cart.id) if cart else EMPTY
    saved = await saved_contents(db, cart.id) if cart else EMPTY
    draft = CheckoutDraft.read(cart.checkout if cart else {})
    view = await cart_view(db, request.visit.machines.settings, basket, saved, draft)
    return [item.product_id for item in reversed(basket.items)], view
