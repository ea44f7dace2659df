"""Cart to order: stock, order and payment in one transaction. The one bridge between them (F-131, F-152,
K1).
"""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.lines import CartContents
from app.cart.models import Cart
from app.cart.queries import CartOwner, contents
from app.checkout.changes import sold_out, what_changed
from app.checkout.cod_caps import check_cod_caps
from app.checkout.draft import CheckoutDraft, PostalAddress
from app.checkout.errors import CartChanged, CartEmpty, StepMissing
from app.checkout.quote import Quote, quote
from app.checkout.steps import first_unfinished
from app.core import idempotency
from app.core.db import SessionMaker, in_transaction
from app.core.errors import Rejected
from app.core.settings import Settings
from app.inventory.allocation import Demand
from app.inventory.errors import SoldOut, StockMoved
from app.inventory.reserve import reserve
from app.orders.models import Order
from app.orders.place import NewOrder, place
from app.payments.gateways import gateway
from app.payments.start import start as start_payment

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Submission:
    """One press of the button.

    `expected_total` (paisa) is what the review page showed; `key` names the press.
    """

    cart_id: int
    owner: CartOwner
    key: str
    expected_total: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The order that this submission made, or had made before (`is_new` False)."""

    order: Order
    is_new: bool


async def complete(sessions: SessionMaker, settings: Settings, submission: Submission) -> Placed:
    """Place the order. The same submission, or a second one of the same cart, answers with the first order.

    Raises CartEmpty, StepMissing, TooManyOpenOrders, or CartChanged when anything moved since the review:
    then
    nothing was written and the shopper is asked again.
    """
    if not idempotency.is_well_formed(submission.key):
        raise Rejected("This form is too old. Check your order and press the button again.")
    for attempt in range(_TRIES):
        try:
            return await in_transaction(sessions, lambda session: _place(session, settings, submission))
        except StockMoved:
            if attempt == _TRIES - 1:
                raise CartChanged(["Many people are buying the same item. Try again."]) from None
        except IntegrityError:
            # The same key in two requests at once: the other one won, and the next round finds its order.
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


async def _place(session: AsyncSession, settings: Settings, submission: Submission) -> Placed:
    cart = await _lock_cart(session, submission)
    made = await _made_before(session, submission)
    if made is not None:
        return Placed(made, is_new=False)
    if cart is None:
        raise CartEmpty
    draft = CheckoutDraft.read(cart.checkout)
    basket = await contents(session, cart.id)
    priced = await _check(session, settings, basket, draft, submission.expected_total)
    order = await place(session, _new_order(cart, draft, basket, priced, settings))
    await start_payment(session, order)
    idempotency.remember(session, _scope(submission), submission.key, order.id)
    cart.state = "ordered"
    await session.flush()
    demands = [Demand(line.id, line.variant_id, line.quantity) for line in order.lines]
    try:
        await reserve(session, order.id, demands, order.hold_expires_at)
    except SoldOut as error:
        raise CartChanged(sold_out(basket, error.available)) from error
    return Placed(order, is_new=True)


def _scope(submission: Submission) -> str:
    return f"checkout:{submission.cart_id}"


async def _lock_cart(session: AsyncSession, submission: Submission) -> Cart | None:
    owner = submission.owner
    is_theirs = (
        Cart.account_id == owner.account_id
        if owner.account_id is not None
        else Cart.token_hash == owner.token_hash
    )
    cart = await session.scalar(
        select(Cart).where(Cart.id == submission.cart_id, is_theirs).with_for_update(key_share=True)
    )
    if cart is None:
        raise CartEmpty
    return cart if cart.state == "open" else None


async def _made_before(session: AsyncSession, submission: Submission) -> Order | None:
    order_id = await idempotency.find(session, _scope(submission), submission.key)
    if order_id is not None:
        return await session.get(Order, order_id)
    return await session.scalar(select(Order).where(Order.cart_id == submission.cart_id))


async def _check(
    session: AsyncSession,
    settings: Settings,
    basket: CartContents,
    draft: CheckoutDraft,
    expected_total: int,
) -> Quote:
    if not basket.items:
        raise CartEmpty
    step = first_unfinished(draft)
    if step != "review":
        raise StepMissing(step)
    priced = await quote(session, settings, basket, draft)
    if priced.delivery is None:
        raise StepMissing("delivery")
    if priced.offer is None:
        raise StepMissing("payment")
    changes = what_changed(basket, expected_total, priced.totals.total)
    if changes:
        raise CartChanged(changes)
    if priced.offer.rail == "cod":
        await check_cod_caps(session, draft.phone, draft.shipping)
    return priced


def _new_order(
    cart: Cart, draft: CheckoutDraft, basket: CartContents, priced: Quote, settings: Settings
) -> NewOrder:
    rail = gateway(draft.payment_method)
    if rail is None or priced.delivery is None:
        raise StepMissing("payment")
    return NewOrder(
        account_id=cart.account_id,
        cart_id=cart.id,
        name=draft.shipping.name,
        email=draft.email,
        phone=draft.phone,
        totals=priced.totals,
        lines=_lines(basket, priced),
        addresses=[
            _address("shipping", draft.shipping),
            _address("billing", draft.billing or draft.shipping),
        ],
        payment_method=rail.rail,
        delivery_method=priced.delivery.method,
        delivery_title=priced.delivery.title,
        delivery_from=priced.delivery.arrives_from,
        delivery_until=priced.delivery.arrives_until,
        customer_note=draft.note,
        hold=rail.hold(settings),
    )


def _lines(basket: CartContents, priced: Quote) -> list[dict[str, Any]]:
    return [
        {
            "seller_id": item.seller_id,
            "product_id": item.product_id,
            "variant_id": item.variant_id,
            "sku": item.sku,
            "name": item.name,
            "variant_title": item.variant_title,
            "slug": item.slug,
            "image_source": item.image_source,
            "tint": item.tint,
            "quantity": item.quantity,
            "unit_price": item.unit_price,
            "line_total": summed.line_total,
            "tax_class": item.tax_class,
            "tax_rate": summed.tax_rate,
            "tax_included": summed.tax_included,
            "weight_grams": item.weight_grams,
        }
        for item, summed in zip(basket.items, priced.totals.lines, strict=True)
    ]


def _address(kind: str, address: PostalAddress) -> dict[str, Any]:
    return {"kind": kind, **asdict(address)}
