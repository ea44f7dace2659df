"""Telling a shopper what moved between looking and ordering."""

from collections.abc import Mapping

from app.cart.lines import CartContents, CartItem
from app.core.money import format_money


def what_changed(contents: CartContents, expected_total: int, total: int) -> list[str]:
    """Sentences for a cart that cannot be ordered as it was reviewed; empty when nothing moved."""
    changes = [_short(item, item.most) for item in contents.items if not item.can_be_ordered]
    if total != expected_total:
        changes += [_dearer(item) for item in contents.items if item.unit_price != item.seen_price]
        changes.append(f"The total is now {format_money(total)}; it was {format_money(expected_total)}.")
    return changes


def sold_out(contents: CartContents, available: Mapping[int, int]) -> list[str]:
    """Sentences for the lines that fell short while the order was placed."""
    return [
        _short(item, available[item.variant_id]) for item in contents.items if item.variant_id in available
    ]


def _dearer(item: CartItem) -> str:
    now, before = format_money(item.unit_price), format_money(item.seen_price)
    return f"{_called(item)} now costs {now}; it was {before}."


def _short(item: CartItem, left: int) -> str:
    if not item.is_for_sale:
        return f"{_called(item)} is not for sale any more."
    return f"{_called(item)} just sold out." if left < 1 else f"Only {left} of {_called(item)} are left."


def _called(item: CartItem) -> str:
    return f"{item.name}, {item.variant_title}" if item.variant_title else item.name
