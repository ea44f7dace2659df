"""The filter form of a listing (`storefront/products/_facets.html`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.money import PAISA, format_money
from app.search.criteria import Criteria
from app.search.facets import Facets, FacetValue, Prices

MOST_VALUES = 40
MOST_COLOURS = 18
MOST_OPEN = 4
"""Groups that are unfolded when the page opens."""
MOST_GUESSED = 4
"""Attributes offered in lists that are no shelf, where nobody chose them."""
_LEAST_SHARE = 5
"""One in so many products must have a guessed attribute."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet."""

    value: str
    label: str
    count: int
    chosen: bool
    disabled: bool
    hex: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One facet (`components/facet.html`)."""

    key: str
    title: str
    kind: str
    values: Sequence[Choice] = ()
    open: bool = True
    minimum: str = ""
    maximum: str = ""
    bars: Sequence[tuple[float, bool]] = ()
    summary: str = ""


def groups(criteria: Criteria, facets: Facets, *, are_guessed: bool = False) -> list[Group]:
    """The form, without what cannot narrow anything. `are_guessed`: the attributes were not chosen for this list."""
    keys = _worth_it(criteria, facets) if are_guessed else list(facets.attributes)
    offered = [
        _group("brand", "Brand", "check", _choices(facets.brands, criteria.brands, MOST_VALUES)),
        _price_group(criteria, facets.prices) if facets.prices or _has_price(criteria) else None,
        _group("colour", "Colour", "swatch", _choices(facets.colours, criteria.colours, MOST_COLOURS)),
        *(_attribute(key, criteria, facets) for key in keys),
        _rating_group(criteria, facets),
        Group(
            "in_stock", "Availability", "check", [_switch("In stock now", facets.in_stock, criteria.in_stock)]
        ),
        Group("deal", "Deals", "check", [_switch("On sale", facets.deals, criteria.deal)])
        if facets.deals or criteria.deal
        else None,
    ]
    shown = [group for group in offered if group is not None]
    return [_folded(group, place) for place, group in enumerate(shown)]


def _folded(group: Group, place: int) -> Group:
    chosen = any(value.chosen and value.value for value in group.values)
    is_open = place < MOST_OPEN or chosen or group.key in ("in_stock", "deal")
    return group if is_open else replace(group, open=False)


def _worth_it(criteria: Criteria, facets: Facets) -> list[str]:
    """Attributes that enough of the list's products have, and those already chosen."""
    chosen = {key for key, _ in criteria.attributes}
    sums = {key: sum(value.count for value in values) for key, values in facets.attributes.items()}
    total = sum(value.count for value in facets.brands) or 1
    full = [key for key in sums if sums[key] * _LEAST_SHARE >= total and len(facets.attributes[key]) > 1]
    best = set(sorted(full, key=lambda key: -sums[key])[:MOST_GUESSED])
    return [key for key in facets.attributes if key in chosen | best]


def _attribute(key: str, criteria: Criteria, facets: Facets) -> Group | None:
    values = facets.attributes[key]
    chosen = next((chosen for held, chosen in criteria.attributes if held == key), ())
    return _group(key, facets.titles[key], "check", _choices(_in_order(values), chosen, MOST_VALUES))


def _in_order(values: Sequence[FacetValue]) -> Sequence[FacetValue]:
    """Sizes by size, words as they come."""
    numbers = {value.value: _NUMBER.match(value.label) for value in values}
    if sum(number is not None for number in numbers.values()) * 3 < len(values) * 2:
        return values

    def size(value: FacetValue) -> tuple[float, str]:
        number = numbers[value.value]
        return (float(number[0]) if number else float("inf"), value.label)

    return sorted(values, key=size)


def _group(key: str, title: str, kind: str, values: list[Choice]) -> Group | None:
    """None when there is nothing to choose between."""
    return (
        Group(key, title, kind, values) if len(values) > 1 or any(value.chosen for value in values) else None
    )


def _choices(values: Sequence[FacetValue], chosen: Sequence[str], most: int) -> list[Choice]:
    shown = [value for index, value in enumerate(values) if index < most or value.value in chosen]
    return [
        Choice(
            value.value,
            value.label,
            value.count,
            chosen=value.value in chosen,
            disabled=value.count == 0 and value.value not in chosen,
            hex=value.hex,
        )
        for value in shown
    ]


def _switch(label: str, count: int, chosen: bool) -> Choice:
    return Choice("1", label, count, chosen=chosen, disabled=count == 0 and not chosen)


def _rating_group(criteria: Criteria, facets: Facets) -> Group | None:
    if not any(facets.ratings.values()) and criteria.rating is None:
        return None
    values = [Choice("", "Any", 0, chosen=criteria.rating is None, disabled=False)]
    values += [
        Choice(
            str(least),
            f"{least} stars and up",
            count,
            chosen=criteria.rating == least,
            disabled=count == 0 and criteria.rating != least,
        )
        for least, count in facets.ratings.items()
    ]
    return Group("rating", "Rating", "radio", values)


def _has_price(criteria: Criteria) -> bool:
    return criteria.price_min is not None or criteria.price_max is not None


def _price_group(criteria: Criteria, prices: Prices | None) -> Group:
    return Group(
        "price",
        "Price",
        "price",
        minimum=str(criteria.price_min) if criteria.price_min is not None else "",
        maximum=str(criteria.price_max) if criteria.price_max is not None else "",
        bars=_bars(criteria, prices) if prices else (),
        summary=f"Prices from {format_money(prices.low)} to {format_money(prices.high)}" if prices else "",
    )


def _bars(criteria: Criteria, prices: Prices) -> list[tuple[float, bool]]:
    """Heights from 0 to 1 and whether the step lies inside the chosen prices."""
    tallest = max(prices.steps, default=0) or 1
    low = (criteria.price_min or 0) * PAISA
    high = criteria.price_max * PAISA if criteria.price_max is not None else prices.high
    return [
        (number / tallest, prices.edges[step + 1] > low and prices.edges[step] <= high)
        for step, number in enumerate(prices.steps)
    ]
