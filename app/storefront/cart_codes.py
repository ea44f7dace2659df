"""/cart/coupon and /cart/gift-card: codes typed into the cart; /cart/city: where it would go."""

from typing import Any

from litestar import post
from litestar.response import Response

from app.cart.apply_coupon import apply_coupon, tidy_code
from app.cart.errors import CodeNotKnown
from app.cart.use_gift_card import use_gift_card
from app.checkout.draft import CheckoutDraft
from app.shipping.queries import find_city
from app.storefront.cart_answers import changed, mistaken, own_cart
from app.web.forms import read_form
from app.web.limits import limit
from app.web.visit import DbSession, ShopRequest

_LONGEST = 40


@post("/cart/coupon", guards=[limit("coupon")])
async def use_coupon(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Use a coupon. Limited, so that nobody tries codes by the thousand."""
    cart = await own_cart(request, db)
    form = await read_form(request, "coupon")
    code = tidy_code(form.text("coupon", "Enter the code of the coupon.", most=_LONGEST))
    if not code:
        form.refuse("coupon", "Enter the code of the coupon.")
    if form.errors:
        return await mistaken(request, db, form, {})
    try:
        await apply_coupon(db, cart, code)
    except CodeNotKnown as unknown:
        return await mistaken(request, db, form, unknown.errors)
    return await changed(request, db, "The coupon counts.", None)


@post("/cart/gift-card", guards=[limit("coupon")])
async def pay_with_gift_card(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Use a gift card; under the same limit as coupons."""
    cart = await own_cart(request, db)
    form = await read_form(request, "gift_card")
    code = tidy_code(form.text("gift_card", "Enter the code of the gift card.", most=_LONGEST))
    if not code:
        form.refuse("gift_card", "Enter the code of the gift card.")
    if form.errors:
        return await mistaken(request, db, form, {})
    try:
        await use_gift_card(db, cart, code)
    except CodeNotKnown as unknown:
        return await mistaken(request, db, form, unknown.errors)
    return await changed(request, db, "The gift card counts.", None)


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
