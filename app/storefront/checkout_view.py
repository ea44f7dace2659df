"""How the checkout's steps are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.accounts.phones import show_phone
from app.cart.lines import CartContents
from app.checkout.draft import CheckoutDraft, PostalAddress
from app.checkout.quote import Quote
from app.checkout.steps import STEPS, is_done
from app.core.settings import Settings
from app.shipping.couriers import courier
from app.shipping.rates import DeliveryOption
from app.storefront.cart_view import LineView, Sums, line_view, sums


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of `components/stepper.html`."""

    name: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A card of `components/radio_cards.html`. `price` in paisa, 0 is free, None shows none."""

    value: str
    title: str
    text: str | None
    price: int | None
    disabled: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The order beside the form."""

    lines: Sequence[LineView]
    count: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class Part:
    """One answer on the review page and where to change it."""

    title: str
    lines: Sequence[str]
    url: str


def step_views(current: str, draft: CheckoutDraft) -> list[StepView]:
    """All steps: those before the current one lead back."""
    at = STEPS.index(current)
    states = [
        "current" if index == at else "done" if index < at and is_done(step, draft) else "later"
        for index, step in enumerate(STEPS)
    ]
    return [
        StepView(step.capitalize(), f"/checkout/{step}", state)
        for step, state in zip(STEPS, states, strict=True)
    ]


def summary_view(settings: Settings, basket: CartContents, priced: Quote) -> SummaryView:
    """Lines and sums."""
    return SummaryView([line_view(settings, item) for item in basket.items], basket.item_count, sums(priced))


def delivery_choices(priced: Quote) -> list[Choice]:
    """Ways of delivering, with dates."""
    return [
        Choice(option.method, option.title, arrival(option), option.price)
        for option in priced.delivery_options
    ]


def payment_choices(priced: Quote) -> list[Choice]:
    """Ways to pay, with the reason where one is not offered."""
    return [
        Choice(
            offer.rail,
            offer.title,
            offer.text,
            offer.fee or None,
            disabled=bool(offer.refusal),
            reason=offer.refusal or None,
        )
        for offer in priced.offers
    ]


def parts(draft: CheckoutDraft, priced: Quote) -> list[Part]:
    """Everything that was answered, for the last look."""
    delivery = priced.delivery
    offer = priced.offer
    ways = [delivery.title, arrival(delivery)] if delivery else []
    return [
        Part("Contact", [draft.email, show_phone(draft.phone)], "/checkout/contact"),
        Part("Deliver to", address_lines(draft.shipping), "/checkout/delivery"),
        Part("Delivery", [*ways, *([f"Note: {draft.note}"] if draft.note else [])], "/checkout/delivery"),
        Part("Payment", [offer.title] if offer else [], "/checkout/payment"),
    ]


def address_lines(address: PostalAddress) -> list[str]:
    """A place as an envelope has it."""
    place = f"{address.city} {address.postal_code}".strip()
    return [
        line
        for line in (address.name, address.line1, address.line2, address.landmark, place, address.province)
        if line
    ]


def arrival(option: DeliveryOption) -> str:
    """“Arrives Wed 25 – Thu 26 Nov, Leopards Courier”."""
    first, last = option.arrives_from, option.arrives_until
    if first == last:
        days = _day(last)
    elif first.month == last.month:
        days = f"{first:%a} {first.day} – {_day(last)}"
    else:
        days = f"{_day(first)} – {_day(last)}"
    carrier = courier(option.courier)
    return f"Arrives {days}" + (f", {carrier.name}" if carrier else "")


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
