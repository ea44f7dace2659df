"""How the cart and the checkout's summary show lines and sums."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.lines import CartContents, CartItem
from app.checkout.draft import CheckoutDraft
from app.checkout.quote import Quote, quote
from app.core.jinja import local_date
from app.core.money import format_money
from app.core.settings import Settings
from app.media.names import Picture, picture
from app.shipping.queries import usual_free_over
from app.shipping.rates import DeliveryOption


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as `cart/_lines.html` and `checkout/_summary.html` show it. Paisa."""

    id: int
    url: str
    name: str
    options_text: str
    picture: Picture
    tint: str
    unit_price: int
    compare_at: int | None
    quantity: int
    max_quantity: int
    line_total: int
    notice: str | None
    available: bool


@dataclass(frozen=True, slots=True)
class SavedView:
    """Something saved for later, as `cart/_saved.html` shows it. Paisa."""

    id: int
    url: str
    name: str
    options_text: str
    picture: Picture
    tint: str
    unit_price: int
    compare_at: int | None
    quantity: int
    stock: str
    available: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What `components/totals.html` shows. `delivery_fee` is None while it is not known."""

    goods_total: int
    discount_total: int
    delivery_fee: int | None
    delivery_note: str | None
    cod_fee: int
    tax_included: int
    total: int


@dataclass(frozen=True, slots=True)
class FreeDelivery:
    """Progress to free delivery; `missing` 0 when reached. Paisa."""

    threshold: int
    missing: int


@dataclass(frozen=True, slots=True)
class CartView:
    """The whole cart. `city` is the one that delivery is counted to, `arrives` when; empty while they are not known."""

    lines: Sequence[LineView]
    saved: Sequence[SavedView]
    sums: Sums
    free_delivery: FreeDelivery | None
    count: int
    can_check_out: bool
    city: str
    arrives: str


async def cart_view(
    session: AsyncSession, settings: Settings, basket: CartContents, saved: CartContents, draft: CheckoutDraft
) -> CartView:
    """The cart with today's sums; delivery is counted once a city is known."""
    priced = await quote(session, settings, basket, draft.as_estimate(), is_estimate=True)
    return CartView(
        lines=[line_view(settings, item) for item in basket.items],
        saved=[_saved_view(settings, item) for item in saved.items],
        sums=sums(priced),
        free_delivery=await _free_delivery(session, basket, priced),
        count=basket.item_count,
        can_check_out=basket.can_be_ordered,
        city=draft.city,
        arrives=arrival(priced.delivery) if priced.delivery else "",
    )


def arrival(option: DeliveryOption) -> str:
    """`Wed 25 – Thu 26 Nov`, without what is said twice."""
    first, last = option.arrives_from, option.arrives_until
    if first == last:
        return local_date(last)
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return (
        f"{first:%a} {first.day} – {local_date(last)}"
        if is_one_month
        else f"{local_date(first)} – {local_date(last)}"
    )


def line_view(settings: Settings, item: CartItem) -> LineView:
    """One line, with the sentence it needs."""
    return LineView(
        id=item.id,
        url=f"/p/{item.slug}" + _choices(item),
        name=item.name,
        options_text=item.variant_title,
        picture=picture(settings, item.image_source, item.image_key),
        tint=item.tint,
        unit_price=item.unit_price,
        compare_at=item.compare_at,
        quantity=item.quantity,
        max_quantity=max(1, item.most),
        line_total=item.line_total,
        notice=_notice(item),
        available=item.can_be_ordered,
    )


def sums(priced: Quote) -> Sums:
    """The totals, for the page."""
    totals = priced.totals
    return Sums(
        goods_total=totals.goods_total,
        discount_total=totals.discount_total,
        delivery_fee=priced.delivery.price if priced.delivery else None,
        delivery_note=priced.delivery.title if priced.delivery else None,
        cod_fee=totals.cod_fee,
        tax_included=totals.tax_included,
        total=totals.total,
    )


async def _free_delivery(session: AsyncSession, basket: CartContents, priced: Quote) -> FreeDelivery | None:
    if not basket.items:
        return None
    if priced.delivery_options:
        thresholds = [option.free_over for option in priced.delivery_options if option.free_over is not None]
        threshold = min(thresholds, default=None)
    else:
        threshold = await usual_free_over(session)
    if not threshold:
        return None
    return FreeDelivery(threshold, max(0, threshold - priced.totals.goods_total))


def _choices(item: CartItem) -> str:
    pairs = "&".join(f"{option}={value}" for option, value in item.choices.items())
    return f"?{pairs}" if pairs else ""


def _saved_view(settings: Settings, item: CartItem) -> SavedView:
    return SavedView(
        id=item.id,
        url=f"/p/{item.slug}" + _choices(item),
        name=item.name,
        options_text=item.variant_title,
        picture=picture(settings, item.image_source, item.image_key),
        tint=item.tint,
        unit_price=item.unit_price,
        compare_at=item.compare_at,
        quantity=item.quantity,
        stock=_stock(item),
        available=item.most > 0,
    )


def _stock(item: CartItem) -> str:
    if not item.is_for_sale:
        return "Not for sale any more"
    if item.most < 1:
        return "Sold out"
    return f"Only {item.most} left" if item.most < item.quantity else "In stock"


def _notice(item: CartItem) -> str | None:
    if not item.is_for_sale:
        return "Not for sale any more. Remove it to go on."
    if item.most < 1:
        return "Sold out. Remove it to go on."
    if item.quantity > item.most:
        return f"Only {item.most} left. Lower the number to go on."
    if item.unit_price != item.seen_price:
        return f"The price changed: it was {format_money(item.seen_price)}."
    return None
