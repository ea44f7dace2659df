"""What a listing can be narrowed by, with counts."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A brand or colour and how many products choosing it would show."""

    value: str
    label: str
    count: int
    hex: str | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """Where the listing's prices lie: lowest and highest in paisa, and products in each of equally wide steps."""

    low: int
    high: int
    steps: Sequence[int]


@dataclass(frozen=True, slots=True)
class Facets:
    """Each is counted as if it were not chosen itself, so that its alternatives stay in view."""

    brands: Sequence[FacetValue]
    colours: Sequence[FacetValue]
    in_stock: int
    deals: int
    prices: Prices | None
