"""What bands the home page can have: how each looks, and the listing it shows unless staff choose another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_CARDS = 12
MOST_HIGHLIGHTS = 3
_USUAL = 5


@dataclass(frozen=True, slots=True)
class SectionKind:
    """`source` is the path of a listing, empty for a band that is none. `name` is for staff, `title` for shoppers."""

    name: str
    title: str
    source: str
    count: int = _USUAL


KINDS: Mapping[str, SectionKind] = {
    "deals": SectionKind("Chalkboard of products", "Hot deals", "/deals"),
    "best_sellers": SectionKind("Numbered list of products", "Best sellers", "/best-sellers", 9),
    "new_arrivals": SectionKind("Row of products", "New arrivals", "/new"),
    "highlights": SectionKind("Printed cards of categories", "Made for making", "", MOST_HIGHLIGHTS),
}
"""By code, which is also the partial that shows it: `storefront/home/_<code>.html`."""


def source_of(kind: str, settings: Mapping[str, Any]) -> str:
    """The listing that the band shows."""
    chosen = settings.get("source")
    return chosen if isinstance(chosen, str) and chosen else KINDS[kind].source


def count_of(kind: str, settings: Mapping[str, Any]) -> int:
    """How many things it shows at most."""
    wanted = settings.get("count")
    if isinstance(wanted, int) and wanted > 0:
        return min(wanted, MOST_CARDS)
    return KINDS[kind].count
