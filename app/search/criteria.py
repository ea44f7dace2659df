"""The query string of a listing: read forgivingly, written in one order only (experience specification, 2.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from app.catalog.slugs import is_slug

LONGEST_QUERY = 200
MOST_VALUES = 20
"""Values of one facet that are looked at."""
HIGHEST_RUPEES = 10_000_000

SORTS = {
    "popular": "Most popular",
    "new": "Newest first",
    "price": "Price, low to high",
    "-price": "Price, high to low",
    "discount": "Biggest saving",
}
RELEVANCE = "relevance"
_SEARCH_SORTS = {RELEVANCE: "Best match", **SORTS}


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a visitor asks a listing for. Prices in whole rupees."""

    text: str = ""
    brands: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    in_stock: bool = False
    deal: bool = False
    sort: str = "popular"
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the text narrows the listing."""
        return bool(
            self.brands
            or self.colours
            or self.in_stock
            or self.deal
            or self.price_min is not None
            or self.price_max is not None
        )

    @property
    def default_sort(self) -> str:
        """Best match for a search, popularity elsewhere."""
        return RELEVANCE if self.text else "popular"

    @property
    def sorts(self) -> Mapping[str, str]:
        """The orders that can be chosen, with their words."""
        return _SEARCH_SORTS if self.text else SORTS

    @property
    def unfiltered(self) -> "Criteria":
        """The same listing in the same order without filters."""
        return Criteria(text=self.text, sort=self.sort)

    def on_page(self, page: int) -> "Criteria":
        """Another page of the same list."""
        return replace(self, page=page)

    def without(self, **values: Any) -> "Criteria":
        """The list's first page with one filter taken off: `without(brands="parker")`, `without(in_stock=True)`."""
        (name, value), *_ = values.items()
        held = getattr(self, name)
        rest: Any = tuple(one for one in held if one != value) if isinstance(held, tuple) else _EMPTY[name]
        return replace(self, page=1, **{name: rest})

    def as_query(self, default_sort: str | None = None) -> str:
        """The query string, empty for a plain listing: facets by name, values by name, then sort, then page."""
        pairs = self.facet_pairs()
        if self.sort != (default_sort or self.default_sort):
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    def facet_pairs(self) -> list[tuple[str, str]]:
        """Names and values of what narrows the list, the text included, in their order."""
        pairs = [("brand", brand) for brand in self.brands] + [("colour", colour) for colour in self.colours]
        pairs += [("deal", "1")] * self.deal + [("in_stock", "1")] * self.in_stock
        pairs += [("price_max", str(self.price_max))] if self.price_max is not None else []
        pairs += [("price_min", str(self.price_min))] if self.price_min is not None else []
        pairs += [("q", self.text)] if self.text else []
        return sorted(pairs)


_EMPTY: dict[str, Any] = {"price_min": None, "price_max": None, "in_stock": False, "deal": False}


def read_criteria(pairs: Sequence[tuple[str, str]], default_sort: str = "popular") -> Criteria:
    """What the query string asks for. Unknown keys and values that make no sense are as if they were not there."""
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
        price_min=low,
        price_max=high,
        in_stock="1" in given.get("in_stock", []),
        deal="1" in given.get("deal", []),
        sort=sort if sort in (_SEARCH_SORTS if text else SORTS) else usual,
        page=_page(given.get("page")),
    )


def _text(value: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in value[:LONGEST_QUERY])
    return " ".join(printable.split())


def _slugs(values: list[str] | None) -> tuple[str, ...]:
    return tuple(sorted({value for value in values or () if is_slug(value)})[:MOST_VALUES])


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
