"""/checkout: four steps, each a page that works alone, and the button at the end."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from litestar import get, post
from litestar.response import Response
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.phones import show_phone
from app.cart.accept_prices import accept_prices
from app.cart.lines import CartContents
from app.cart.models import Cart
from app.cart.queries import CartOwner, contents, find_cart
from app.checkout.complete import Submission, complete
from app.checkout.draft import CheckoutDraft, PostalAddress
from app.checkout.errors import CartChanged, CartEmpty, StepMissing, TooManyOpenOrders
from app.checkout.quote import Quote, quote
from app.checkout.steps import first_unfinished, is_reached
from app.core.errors import Rejected
from app.core.settings import Settings
from app.orders.links import order_path
from app.shipping.models import City
from app.shipping.queries import cities, find_city
from app.storefront.checkout_view import (
    delivery_choices,
    parts,
    payment_choices,
    step_views,
    summary_view,
)
from app.web.cart_cookie import cart_owner
from app.web.flash import flash
from app.web.forms import Form, filled, read_form, read_query
from app.web.htmx import is_partial
from app.web.limits import count, limit
from app.web.render import Page, fragment, page, see_other
from app.web.visit import DbSession, ShopRequest

_TITLES = {"contact": "Contact", "delivery": "Delivery", "payment": "Payment", "review": "Review"}
_ASK_METHOD = "Choose how we deliver."


@dataclass(frozen=True, slots=True)
class _Checkout:
    """What every step works with."""

    owner: CartOwner
    cart: Cart
    basket: CartContents
    draft: CheckoutDraft


@get("/checkout")
async def index(request: ShopRequest, db: DbSession) -> Response[Any]:
    """On to where the shopper left off."""
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    return see_other(request, f"/checkout/{first_unfinished(checkout.draft)}")


@get("/checkout/contact")
async def show_contact(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Whom to write to. A signed-in person's own address is filled in."""
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    person = await request.visit.person()
    draft = checkout.draft
    email = draft.email or (person.email if person else "")
    return await _step(
        request,
        db,
        checkout,
        "contact",
        filled({"email": email, "phone": draft.phone and show_phone(draft.phone)}),
    )


@post("/checkout/contact")
async def save_contact(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Keep it, or say what is wrong with it."""
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    form = await read_form(request, "email", "phone")
    email, phone = form.email("email"), form.phone("phone")
    if form.errors:
        return await _step(request, db, checkout, "contact", form)
    _keep(checkout, replace(checkout.draft, email=email, phone=phone))
    return see_other(request, "/checkout/delivery")


@get("/checkout/delivery")
async def show_delivery(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Where to. Asked for by htmx with another city, only the ways of delivering and the sums change."""
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    if not is_reached("delivery", checkout.draft):
        return see_other(request, f"/checkout/{first_unfinished(checkout.draft)}")
    if is_partial(request):
        return await _methods_for_city(request, db, checkout)
    if not checkout.draft.shipping.city:
        checkout = replace(checkout, draft=checkout.draft.as_estimate())
    return await _step(request, db, checkout, "delivery", filled(_delivery_values(checkout.draft)))


@post("/checkout/delivery")
async def save_delivery(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Keep the address and the way of delivering."""
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    form = await read_form(request, "name", "line", "area", "city", "postcode", "method", "note")
    address, city = await _read_address(db, form, checkout.draft.phone)
    note = form.text("note", most=300)
    draft = replace(checkout.draft, shipping=address, note=note, delivery_method="", estimate_city="")
    if city is not None:
        priced = await quote(db, _settings(request), checkout.basket, draft)
        offered = {option.method for option in priced.delivery_options}
        draft = replace(draft, delivery_method=form.choice("method", offered, _ASK_METHOD))
    if form.errors:
        return await _step(request, db, replace(checkout, draft=draft), "delivery", form)
    _keep(checkout, draft)
    return see_other(request, "/checkout/payment")


@get("/checkout/payment")
async def show_payment(request: ShopRequest, db: DbSession) -> Response[Any]:
    """How to pay."""
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    if not is_reached("payment", checkout.draft):
        return see_other(request, f"/checkout/{first_unfinished(checkout.draft)}")
    return await _step(request, db, checkout, "payment", filled({"method": checkout.draft.payment_method}))


@post("/checkout/payment")
async def save_payment(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Keep the way to pay, if it is offered for this order."""
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    if not is_reached("payment", checkout.draft):
        return see_other(request, f"/checkout/{first_unfinished(checkout.draft)}")
    form = await read_form(request, "method")
    priced = await quote(db, _settings(request), checkout.basket, checkout.draft)
    offered = {offer.rail for offer in priced.offers if not offer.refusal}
    method = form.choice("method", offered, "Choose how you would like to pay.")
    if form.errors:
        return await _step(request, db, checkout, "payment", form)
    _keep(checkout, replace(checkout.draft, payment_method=method))
    return see_other(request, "/checkout/review")


@get("/checkout/review")
async def show_review(request: ShopRequest, db: DbSession) -> Response[Any]:
    """The last look."""
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    priced = await quote(db, _settings(request), checkout.basket, checkout.draft)
    if (step := _still_missing(checkout.draft, priced)) != "review":
        return see_other(request, f"/checkout/{step}")
    return await _review(request, db, checkout, priced, changes=[])


@post("/checkout/review", guards=[limit("place_order")])
async def place(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Place the order. Pressed twice, it is still one order."""
    form = await read_form(request, "token", "total", "cart")
    token = form.text("token")
    total = form.integer("total", "This form is too old.", least=0, most=2**53)
    cart_id = form.integer("cart", "This form is too old.", least=1, most=2**63 - 1)
    if form.errors:
        raise Rejected("This form is too old. Open your cart and check out again; nothing was ordered.")
    if phone := await _phone(request, db):
        await count(request, "place_order_phone", target=phone)
    submission = Submission(cart_id, await cart_owner(request.visit), token, total)
    await db.commit()  # gives the connection back: placing takes one of its own
    try:
        placed = await complete(request.visit.machines.sessions, _settings(request), submission)
    except CartEmpty:
        return await _nothing_to_order(request)
    except StepMissing as missing:
        return see_other(request, f"/checkout/{missing.step}")
    except TooManyOpenOrders as refused:
        await flash(request, refused.message, "error")
        return see_other(request, "/checkout/payment")
    except CartChanged as changed:
        return await _ask_again(request, db, changed)
    return see_other(request, order_path(_settings(request), placed.order))


async def _phone(request: ShopRequest, db: AsyncSession) -> str:
    """The number that the order will carry: so many orders a day for one phone (security reference, §6)."""
    cart = await find_cart(db, await cart_owner(request.visit))
    return CheckoutDraft.read(cart.checkout).phone if cart else ""


def _settings(request: ShopRequest) -> Settings:
    return request.visit.machines.settings


async def _open(request: ShopRequest, db: AsyncSession) -> _Checkout | None:
    owner = await cart_owner(request.visit)
    cart = await find_cart(db, owner)
    if cart is None:
        return None
    basket = await contents(db, cart.id)
    return _Checkout(owner, cart, basket, CheckoutDraft.read(cart.checkout)) if basket.items else None


async def _nothing_to_order(request: ShopRequest) -> Response[Any]:
    await flash(request, "Your cart is empty, so there is nothing to order yet.", "info")
    return see_other(request, "/cart")


def _keep(checkout: _Checkout, draft: CheckoutDraft) -> None:
    checkout.cart.checkout = draft.stored()


def _still_missing(draft: CheckoutDraft, priced: Quote) -> str:
    step = first_unfinished(draft)
    if step == "review" and priced.delivery is None:
        return "delivery"
    if step == "review" and priced.offer is None:
        return "payment"
    return step


async def _step(
    request: ShopRequest, db: AsyncSession, checkout: _Checkout, step: str, form: Form, **more: Any
) -> Page:
    settings = _settings(request)
    priced = await quote(db, settings, checkout.basket, checkout.draft)
    if step == "delivery":
        more["cities"] = [city.name for city in await cities(db)]
        more["methods"] = delivery_choices(priced)
    if step == "payment":
        more["methods"] = payment_choices(priced)
    return await page(
        request,
        f"storefront/checkout/{step}.html",
        more.pop("status", 422 if form.errors else 200),
        title=f"{_TITLES[step]}, checkout",
        robots="noindex",
        form=form,
        steps=step_views(step, checkout.draft),
        summary=summary_view(settings, checkout.basket, priced),
        **more,
    )


async def _review(
    request: ShopRequest,
    db: AsyncSession,
    checkout: _Checkout,
    priced: Quote,
    *,
    changes: list[str],
    status: int = 200,
) -> Page:
    return await _step(
        request,
        db,
        checkout,
        "review",
        Form(),
        status=status,
        parts=parts(checkout.draft, priced),
        changes=changes,
        token=str(uuid.uuid4()),
        cart_id=checkout.cart.id,
        can_be_ordered=checkout.basket.can_be_ordered,
    )


async def _ask_again(request: ShopRequest, db: AsyncSession, changed: CartChanged) -> Response[Any]:
    checkout = await _open(request, db)
    if checkout is None:
        return await _nothing_to_order(request)
    await accept_prices(db, checkout.cart)
    priced = await quote(db, _settings(request), checkout.basket, checkout.draft)
    if (step := _still_missing(checkout.draft, priced)) != "review":
        await flash(request, " ".join(changed.changes), "warning")
        return see_other(request, f"/checkout/{step}")
    return await _review(request, db, checkout, priced, changes=changed.changes, status=409)


async def _methods_for_city(request: ShopRequest, db: AsyncSession, checkout: _Checkout) -> Page:
    settings = _settings(request)
    query = read_query(request)
    city = await find_city(db, query.text("city"))
    chosen = query.text("method")
    place = replace(checkout.draft.shipping, city=city.name if city else "")
    draft = replace(checkout.draft, shipping=place, delivery_method=chosen)
    priced = await quote(db, settings, checkout.basket, draft)
    said = f"{len(priced.delivery_options)} ways of delivery to {city.name}." if city else "Choose a city."
    return await fragment(
        request,
        "storefront/checkout/_methods_changed.html",
        methods=delivery_choices(priced),
        form=filled({"method": chosen}),
        summary=summary_view(settings, checkout.basket, priced),
        said=said,
    )


async def _read_address(db: AsyncSession, form: Form, phone: str) -> tuple[PostalAddress, City | None]:
    name = form.text("name", "Enter the full name of who receives the parcel.", most=120)
    line = form.text("line", "Enter the house or flat and the street.")
    area = form.text("area", most=120)
    typed = form.text("city", "Enter your city.", most=60)
    city = await find_city(db, typed) if typed else None
    if typed and city is None:
        form.refuse("city", f"We do not know a city called {typed}. Choose the nearest one from the list.")
    postcode = form.text("postcode", most=10)
    if postcode and not (postcode.isascii() and postcode.isdigit() and len(postcode) == 5):
        form.refuse("postcode", "Enter the five digits of the postal code, or leave it empty.")
    address = PostalAddress(
        name=name,
        phone=phone,
        line1=line,
        landmark=area,
        city=city.name if city else "",
        province=city.province if city else "",
        postal_code=postcode,
    )
    return address, city


def _delivery_values(draft: CheckoutDraft) -> dict[str, str]:
    place = draft.shipping
    return {
        "name": place.name,
        "line": place.line1,
        "area": place.landmark,
        "city": place.city,
        "postcode": place.postal_code,
        "method": draft.delivery_method,
        "note": draft.note,
    }


HANDLERS = [
    index,
    show_contact,
    save_contact,
    show_delivery,
    save_delivery,
    show_payment,
    save_payment,
    show_review,
    place,
]
