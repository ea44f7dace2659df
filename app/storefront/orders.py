"""/orders/{number}: confirmation and tracking, for the account it belongs to or whoever holds its signed
link; /track.
"""

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from app.accounts.phones import normalise_phone
from app.core.history import Refused
from app.orders.cancel import cancel
from app.orders.links import order_path
from app.orders.models import Order
from app.orders.queries import find_by_number
from app.payments.queries import payments_of
from app.reviews.queries import reviewed_lines
from app.shipping.queries import shipments_of
from app.storefront.order_access import link_key, own_order
from app.storefront.order_view import order_view
from app.web.auth import actor_of
from app.web.flash import flash
from app.web.forms import Form, read_form
from app.web.limits import limit
from app.web.render import Page, page, see_other
from app.web.visit import DbSession, ShopRequest

_NOT_FOUND = "We found no order with this number and contact. Check both in your confirmation email."


@get("/orders/{number:str}")
async def show(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Page:
    """The order, to its owner; to everybody else there is none."""
    key = link_key(request)
    detail = await own_order(request, db, number, key)
    view = order_view(
        request.visit.machines.settings,
        detail,
        await payments_of(db, detail.order.id),
        await shipments_of(db, detail.order.id),
        reviewed=await reviewed_lines(db, [line.id for line in detail.order.lines]),
        key=key,
    )
    answer = await page(
        request,
        "storefront/orders/show.html",
        title=f"Order {detail.order.number}",
        robots="noindex",
        order=view,
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@post("/orders/{number:str}/cancellation")
async def cancel_order(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """The owner calls it off while it is still pending."""
    key = link_key(request)
    detail = await own_order(request, db, number, key)
    actor = await actor_of(request)
    back = f"/orders/{detail.order.number}" + (f"?key={key}" if key else "")
    try:
        await cancel(
            db, detail.order.id, actor=actor, reason="The customer changed their mind.", by_staff=False
        )
    except Refused:
        await flash(request, "It is too late to cancel here. Call us, and we see what we can do.", "error")
    else:
        await flash(request, "Your order is cancelled.")
    return see_other(request, back)


@get("/track")
async def new_search(request: ShopRequest) -> Page:
    """The form by which a guest finds an order."""
    return await _track_page(request, Form())


@post("/track", guards=[limit("order_lookup")])
async def search(request: ShopRequest, db: DbSession) -> Response[Any]:
    """One answer for an unknown number and a wrong contact (security reference, A02)."""
    form = await read_form(request, "number", "contact")
    number = form.text("number", "Enter the order number, like B2E-10482.", most=20).upper()
    contact = form.text("contact", "Enter the email or mobile number of the order.", most=254)
    if not form.errors:
        order = await find_by_number(db, number)
        if order is not None and _is_contact(order, contact):
            return see_other(request, order_path(request.visit.machines.settings, order))
        form.refuse("_form", _NOT_FOUND)
    return await _track_page(request, form)


def _is_contact(order: Order, contact: str) -> bool:
    return contact.casefold() == order.email.casefold() or normalise_phone(contact) == order.phone


async def _track_page(request: ShopRequest, form: Form) -> Page:
    return await page(
        request,
        "storefront/orders/new.html",
        422 if form.errors else 200,
        title="Track an order",
        robots="noindex",
        form=form,
    )


HANDLERS = [show, cancel_order, new_search, search]
