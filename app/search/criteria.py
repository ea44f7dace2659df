"""The query string of a listing: read forgivingly, written in one order only (experience specification, 2.3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from app.catalog.slugs import is_slug

LONGEST_QUERY = 200
MOST_VALUES = 20
"""Values of one facet that are looked at."""
MOST_ATTRIBUTES = 8
"""Attributes that one list is narrowed by at once."""
HIGHEST_RUPEES = 10_000_000
PER_PAGE = 24
PER_PAGE_CHOICES = (PER_PAGE, 48, 96)
RATINGS = (4, 3, 2)
"""“This many stars and up”."""

PICKED = "picked"
RELEVANCE = "relevance"
SORTS = {
    "popular": "Most popular",
    "new": "Newest first",
    "price": "Price, low to high",
    "-price": "Price, high to low",
    "rating": "Best rated",
    "discount": "Biggest saving",
}
_OWN_SORTS = {RELEVANCE: "Best match", PICKED: "As we picked them"}
"""Orders that only some lists have."""
RESERVED = frozenset(
    {
        "brand",
        "colour",
        "deal",
        "in_stock",
        "page",
        "per_page",
        "price_max",
        "price_min",
        "q",
        "rating",
        "sort",
    }
)
"""Keys that no attribute may have."""

Attributes = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a visitor asks a listing for. Prices in whole rupees; attributes by key, each with its values."""

    text: str = ""
    brands: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    attributes: Attributes = ()
    price_min: int | None = None
    price_max: int | None = None
    rating: int | None = None
    in_stock: bool = False
    deal: bool = False
    sort: str = "popular"
    per_page: int = PER_PAGE
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the text narrows the listing."""
        return bool(
            self.brands
            or self.colours
            or self.attributes
            or self.in_stock
            or self.deal
            or self.rating is not None
            or self.price_min is not None
            or self.price_max is not None
        )

    @property
    def values(self) -> Attributes:
        """What was chosen of the facets that have values: brand, colour, attributes."""
        own = (("brand", self.brands), ("colour", self.colours))
        return (*(facet for facet in own if facet[1]), *self.attributes)

    @property
    def default_sort(self) -> str:
        """Best match for a search, popularity elsewhere."""
        return RELEVANCE if self.text else "popular"

    @property
    def unfiltered(self) -> "Criteria":
        """The same listing in the same order without filters."""
        return Criteria(text=self.text, sort=self.sort, per_page=self.per_page)

    def on_page(self, page: int) -> "Criteria":
        """Another page of the same list."""
        return replace(self, page=page)

    def without(self, key: str, value: str | None = None) -> "Criteria":
        """The list's first page with one value taken off, or with all of that facet: `without("brand", "parker")`."""
        rest = replace(self, page=1)
        if key in _FIELDS:
            name = _FIELDS[key]
            held = getattr(self, name)
            left: Any = tuple(one for one in held if value is not None and one != value)
            return replace(rest, **{name: left})
        if key == "price":
            return replace(rest, price_min=None, price_max=None)
        if key in _EMPTY:
            return replace(rest, **{key: _EMPTY[key]})
        kept = {
            held_key: tuple(one for one in values if held_key != key or (value is not None and one != value))
            for held_key, values in self.attributes
        }
        return replace(rest, attributes=tuple((name, values) for name, values in kept.items() if values))

    def as_query(self, default_sort: str | None = None) -> str:
        """The query string, empty for a plain listing: facets by name, values by name, then sort, size and page."""
        pairs = self.facet_pairs()
        if self.sort != (default_sort or self.default_sort):
            pairs.append(("sort", self.sort))
        if self.per_page != PER_PAGE:
            pairs.append(("per_page", str(self.per_page)))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    def facet_pairs(self) -> list[tuple[str, str]]:
        """Names and values of what narrows the list, the text included, in their order."""
        pairs = [(key, value) for key, values in self.values for value in values]
        pairs += [("deal", "1")] * self.deal + [("in_stock", "1")] * self.in_stock
        pairs += [("price_max", str(self.price_max))] if self.price_max is not None else []
        pairs += [("price_min", str(self.price_min))] if self.price_min is not None else []
        pairs += [("rating", str(self.rating))] if self.rating is not None else []
        pairs += [("q", self.text)] if self.text else []
        return sorted(pairs)


_FIELDS = {"brand": "brands", "colour": "colours"}
_EMPTY: dict[str, Any] = {
    "price_min": None,
    "price_max": None,
    "rating": None,
    "in_stock": False,
    "deal": False,
}


def sorts_of(default: str) -> Mapping[str, str]:
    """The orders of a list whose own one is `default`, with their words; its own comes first."""
    words = {**_OWN_SORTS, **SORTS}
    return {default: words[default], **SORTS}


def read_criteria(
    pairs: Sequence[tuple[str, str]], default_sort: str = "popular", attributes: Collection[str] = ()
) -> Criteria:
    """What the query string asks for. Unknown keys and values that make no sense are as if they were not there.

    `attributes` are the keys that this list can be narrowed by.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value.strip())
    text = _text(given.get("q", [""])[0])
    low, high = _rupees(given.get("price_min")), _rupees(given.get("price_max"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    usual = RELEVANCE if text else default_sort
    sort = given.get("sort", [usual])[0]
    return Criteria(
        text=text,
        brands=_slugs(given.get("brand")),
        colours=_slugs(given.get("colour")),
        attributes=_attributes(given, attributes),
        price_min=low,
        price_max=high,
        rating=_one_of(given.get("rating"), RATINGS),
        in_stock="1" in given.get("in_stock", []),
        deal="1" in given.get("deal", []),
        sort=sort if sort in sorts_of(usual) else usual,
        per_page=_one_of(given.get("per_page"), PER_PAGE_CHOICES) or PER_PAGE,
        page=_page(given.get("page")),
    )


def _attributes(given: Mapping[str, list[str]], allowed: Collection[str]) -> Attributes:
    keys = sorted(set(allowed) & given.keys() - RESERVED)[:MOST_ATTRIBUTES]
    chosen = ((key, _slugs(given[key])) for key in keys)
    return tuple((key, values) for key, values in chosen if values)


def _text(value: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in value[:LONGEST_QUERY])
    return " ".join(printable.split())


def _slugs(values: list[str] | None) -> tuple[str, ...]:
    return tuple(sorted({value for value in values or () if is_slug(value)})[:MOST_VALUES])


def _one_of(values: list[str] | None, choices: Sequence[int]) -> int | None:
    text = (values or [""])[0]
    return next((choice for choice in choices if text == str(choice)), None)


def _rupees(values: list[str] | None) -> int | None:
    digits = (values or [""])[0].replace(",", "")
    return (
        min(int(digits), HIGHEST_RUPEES)
        if digits.isascii() and digits.isdigit() and len(digits) < 12
        else None
    )


def _page(values: list[str] | None) -> int:
    """0 for a page that cannot be, so that it is not found."""
    text = (values or ["1"])[0] or "1"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
