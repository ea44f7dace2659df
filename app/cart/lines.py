"""A cart as pages and the checkout see it: lines joined with today's prices and stock."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CartItem:
    """One line. Money in paisa; `most` is how many could be ordered now, 0 when it cannot be sold."""

    id: int
    variant_id: int
    product_id: int
    seller_id: int
    quantity: int
    unit_price: int
    compare_at: int | None
    seen_price: int
    most: int
    sku: str
    name: str
    slug: str
    variant_title: str
    choices: dict[str, str]
    image_source: str
    image_key: str
    image_alt: str
    tint: str
    tax_class: str
    weight_grams: int
    is_for_sale: bool

    @property
    def line_total(self) -> int:
        """Paisa."""
        return self.unit_price * self.quantity

    @property
    def can_be_ordered(self) -> bool:
        """Whether the checkout would accept the line as it is."""
        return self.is_for_sale and self.quantity <= self.most


@dataclass(frozen=True, slots=True)
class CartContents:
    """All lines of a cart, oldest first."""

    items: Sequence[CartItem]

    @property
    def item_count(self) -> int:
        """Units, not lines."""
        return sum(item.quantity for item in self.items)

    @property
    def goods_total(self) -> int:
        """Paisa."""
        return sum(item.line_total for item in self.items)

    @property
    def weight_grams(self) -> int:
        """What the parcel weighs without its box."""
        return sum(item.weight_grams * item.quantity for item in self.items)

    @property
    def can_be_ordered(self) -> bool:
        """Whether there is something, and all of it can be had."""
        return bool(self.items) and all(item.can_be_ordered for item in self.items)


EMPTY = CartContents(())


def called(product_name: str, variant_title: str) -> str:
    """How messages name a variant."""
    return f"{product_name}, {variant_title}" if variant_title else product_name
