"""A product as listings show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

MOST_COUNTED = 10
"""Above this many, nobody is told how many are left."""


@dataclass(frozen=True, slots=True)
class ProductCard:
    """Prices in paisa. `available` is summed over the variants for sale, as it is now."""

    id: int
    slug: str
    name: str
    brand: str | None
    tint: str
    image_source: str
    image_key: str
    price_min: int
    price_max: int
    compare_at: int | None
    percent_off: int
    rating: int | None
    review_count: int
    colours: Sequence[tuple[str, str]]
    variant_count: int
    variant_id: int | None
    """The one variant of a product that has no choices."""
    available: int
    low_stock_at: int
    published_at: datetime | None

    @property
    def is_sold_out(self) -> bool:
        """Whether no variant can be had."""
        return self.available < 1

    @property
    def is_low(self) -> bool:
        """Whether the last few of its only variant are left."""
        return self.variant_count == 1 and 0 < self.available <= min(self.low_stock_at, MOST_COUNTED)
