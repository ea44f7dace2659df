"""What the checkout would cost as things stand: the same sums for the summary, the review and the placing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.lines import CartContents
from app.checkout.draft import CheckoutDraft
from app.core.clock import in_pakistan, now
from app.core.settings import Settings
from app.payments.gateways import GATEWAYS, Offer
from app.pricing.queries import tax_rates
from app.pricing.totals import LineToSum, Totals, sum_up
from app.shipping.queries import find_city, ways_to
from app.shipping.rates import DeliveryOption


@dataclass(frozen=True, slots=True)
class Quote:
    """Totals with the chosen delivery and way to pay, and what else could be chosen."""

    totals: Totals
    delivery_options: Sequence[DeliveryOption]
    delivery: DeliveryOption | None
    offers: Sequence[Offer]
    offer: Offer | None


async def quote(
    session: AsyncSession,
    settings: Settings,
    contents: CartContents,
    draft: CheckoutDraft,
    *,
    is_estimate: bool = False,
) -> Quote:
    """Price the cart for this draft. Without a known city there are no delivery options yet.

    An estimate counts the cheapest way of delivering while none is chosen.
    """
    rates = await tax_rates(session, in_pakistan(now()).date())
    lines = [
        LineToSum(item.variant_id, item.quantity, item.unit_price, rates.get(item.tax_class, 0))
        for item in contents.items
    ]
    goods_total = sum_up(lines).goods_total
    delivery_options = await _delivery_options(session, draft, contents, goods_total)
    cheapest = next(iter(delivery_options), None) if is_estimate else None
    delivery = next((one for one in delivery_options if one.method == draft.delivery_method), cheapest)
    delivery_fee = delivery.price if delivery else 0
    allows_cod = delivery.allows_cod if delivery else True
    offers = [one.offer(settings, goods_total + delivery_fee, allows_cod=allows_cod) for one in GATEWAYS]
    offer = next((one for one in offers if one.rail == draft.payment_method and not one.refusal), None)
    totals = sum_up(lines, delivery_fee=delivery_fee, cod_fee=offer.fee if offer else 0)
    return Quote(totals, delivery_options, delivery, offers, offer)


async def _delivery_options(
    session: AsyncSession, draft: CheckoutDraft, contents: CartContents, goods_total: int
) -> list[DeliveryOption]:
    city = await find_city(session, draft.shipping.city) if draft.shipping.city else None
    if city is None:
        return []
    return await ways_to(session, city, goods_total=goods_total, weight_grams=contents.weight_grams)
