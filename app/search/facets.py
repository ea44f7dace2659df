"""What a listing can be narrowed by, with counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet and how many products choosing it would show."""

    value: str
    label: str
    count: int
    hex: str | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """Where the listing's prices lie: lowest and highest in paisa, products in each step, and the steps' bounds."""

    low: int
    high: int
    steps: Sequence[int]
    edges: Sequence[float]
    """In paisa, one more than there are steps."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Each is counted as if it were not chosen itself, so that its alternatives stay in view."""

    brands: Sequence[FacetValue] = ()
    colours: Sequence[FacetValue] = ()
    attributes: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)
    """By key, those that some product of the list has."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What those attributes are called."""
    ratings: Mapping[int, int] = field(default_factory=dict)
    """Least stars to the number of products that have as many."""
    in_stock: int = 0
    deals: int = 0
    prices: Prices | None = None
    scope_total: int = 0
    """How many products the list has before anybody narrows it."""
    without: Mapping[str, int] = field(default_factory=dict)
    """For each facet that was chosen (`brand`, `price`, `nib`), how many products there are without that choice."""
    unknown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Chosen values that nothing in this list has. They are not looked at."""

    def values_of(self, key: str) -> Sequence[FacetValue]:
        """The values of `brand`, `colour` or an attribute."""
        return {"brand": self.brands, "colour": self.colours}.get(key) or self.attributes.get(key, ())
