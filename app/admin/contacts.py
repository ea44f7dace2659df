"""Customers' contacts as the person at the desk may see them: in clear, or masked (security reference, §4)."""

from dataclasses import dataclass

from app.accounts.phones import show_phone
from app.orders.models import OrderAddress

_DOTS = "••••"
_SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """Who, and how to reach them. The links are None when they are masked."""

    name: str
    phone: str
    email: str
    phone_link: str | None
    email_link: str | None


def contact(name: str, phone: str, email: str, *, clear: bool) -> Contact:
    """The contact, masked unless `clear`."""
    if clear:
        return Contact(name, show_phone(phone), email, f"tel:{phone}", f"mailto:{email}")
    return Contact(mask_name(name), mask_phone(phone), mask_email(email), None, None)


def mask_name(name: str) -> str:
    """`Ayesha K.` of Ayesha Khan: enough to greet somebody who calls."""
    first, *others = name.split() or [""]
    return " ".join([first, *[f"{other[0]}." for other in others[-1:]]])


def mask_phone(e164: str) -> str:
    """`•••• 567`: the last three digits, to compare with what a caller says."""
    return f"{_DOTS} {e164[-_SHOWN_DIGITS:]}"


def mask_email(email: str) -> str:
    """`a••••@example.com`."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}{_DOTS}@{domain}"


def address_lines(place: OrderAddress | None, *, clear: bool) -> list[str]:
    """An address as written on a parcel; masked, only its city and province are left."""
    if place is None:
        return []
    town = " ".join(part for part in (place.city, place.postal_code if clear else "") if part)
    whole = (place.name, place.line1, place.line2, place.landmark) if clear else ()
    return [line for line in (*whole, town, place.province) if line]
