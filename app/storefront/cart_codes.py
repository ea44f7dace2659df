"""/cart/coupon and /cart/gift-card: codes typed into the cart; /cart/city: where it would go."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import post
from litestar.response import Response
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.apply_coupon import apply_coupon, tidy_code
from app.cart.errors import CodeNotKnown
from app.cart.models import Cart
from app.cart.use_gift_card import use_gift_card
from app.checkout.draft import CheckoutDraft
from app.shipping.queries import find_city
from app.storefront.cart_answers import changed, mistaken, own_cart
from app.web.forms import read_form
from app.web.limits import limit
from app.web.visit import DbSession, ShopRequest

_LONGEST = 40


Use = Callable[[AsyncSession, Cart, str], Awaitable[None]]


@post("/cart/coupon", guards=[limit("coupon")])
async def use_coupon(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Use a coupon. Limited, so that nobody tries codes by the thousand."""
    return await _use(request, db, "coupon", "coupon", apply_coupon)


@post("/cart/gift-card", guards=[limit("coupon")])
async def pay_with_gift_card(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Use a gift card; under the same limit as coupons."""
    return await _use(request, db, "gift_card", "gift card", use_gift_card)


async def _use(request: ShopRequest, db: AsyncSession, field: str, name: str, use: Use) -> Response[Any]:
    """Take the code typed into that field of the cart."""
    cart = await own_cart(request, db)
    form = await read_form(request, field)
    code = tidy_code(form.text(field, f"Enter the code of the {name}.", most=_LONGEST))
    if not code:
        form.refuse(field, f"Enter the code of the {name}.")
    if form.errors:
        return await mistaken(request, db, form, {})
    try:
        await use(db, cart, code)
    except CodeNotKnown as unknown:
        return await mistaken(request, db, form, unknown.errors)
    return await changed(request, db, f"The {name} counts.", None)


@post("/cart/city")
async def choose_city(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Count delivery to that city; the cart remembers it."""
    cart = await own_cart(request, db)
    form = await read_form(request, "city")
    typed = form.text("city", "Enter your city.", most=60)
    city = await find_city(db, typed) if typed else None
    if city is None:
        form.refuse("city", f"We do not know a city called {typed}. Choose the nearest one from the list.")
        return await mistaken(request, db, form, {})
    draft = CheckoutDraft.read(cart.checkout)
    is_own = city.name == draft.shipping.city
    cart.checkout = {**cart.checkout, "estimate_city": "" if is_own else city.name}
    return await changed(request, db, f"Delivery is counted to {city.name}.", None)


HANDLERS = [use_coupon, pay_with_gift_card, choose_city]
