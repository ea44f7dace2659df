"""How a listing is shown: cards, facets, chips, pages (`storefront/categories/show.html`)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.core.money import PAISA, format_money
from app.core.pagination import Pagination
from app.media.names import Picture
from app.search.criteria import Criteria
from app.search.facets import Facets, FacetValue, Prices
from app.storefront.cards import CardView

MOST_BRANDS = 40
MOST_COLOURS = 18


@dataclass(frozen=True, slots=True)
class Sub:
    """A category of the strip above the products."""

    name: str
    url: str
    count: int
    picture: Picture
    tint: str
    current: bool


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


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page's number and address."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """The links under a list; None stands for a gap."""

    previous_url: str | None
    next_url: str | None
    items: Sequence[PageLink | None]


@dataclass(frozen=True, slots=True)
class ListingView:
    """Everything a listing shows."""

    title: str
    intro: str | None
    path: str
    here: str
    total: int
    cards: Sequence[CardView]
    facets: Sequence[Group]
    kept: Sequence[tuple[str, str]]
    sorted_by: str
    sorts: Sequence[tuple[str, str]]
    chips: Sequence[tuple[str, str]]
    clear_url: str
    pages: Pages | None
    subs: Sequence[Sub] = ()
    fallback: Sequence[CardView] = ()
    correction: None = None
    longer: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a listing is, and the order it has when nobody chose one."""

    path: str
    default_sort: str = field(default="popular")

    def of(self, criteria: Criteria) -> str:
        """The address of these criteria, in the one way it is written."""
        query = criteria.as_query(self.default_sort)
        return f"{self.path}?{query}" if query else self.path


def groups(criteria: Criteria, facets: Facets) -> list[Group]:
    """The filter form, without what cannot narrow anything."""
    offered = [
        _group("brand", "Brand", "check", _choices(facets.brands, criteria.brands, MOST_BRANDS)),
        _price_group(criteria, facets.prices) if facets.prices or _has_price(criteria) else None,
        _group("colour", "Colour", "swatch", _choices(facets.colours, criteria.colours, MOST_COLOURS)),
        Group(
            "in_stock", "Availability", "check", [_switch("In stock now", facets.in_stock, criteria.in_stock)]
        ),
        Group("deal", "Deals", "check", [_switch("On sale", facets.deals, criteria.deal)])
        if facets.deals or criteria.deal
        else None,
    ]
    return [group for group in offered if group is not None]


def chips(criteria: Criteria, facets: Facets, address: Address) -> list[tuple[str, str]]:
    """What was chosen, each with the address without it."""
    labels = {("brands", value.value): value.label for value in facets.brands}
    labels |= {("colours", value.value): value.label for value in facets.colours}
    found = [
        (labels[name, value], address.of(criteria.without(**{name: value})))
        for name, held in (("brands", criteria.brands), ("colours", criteria.colours))
        for value in held
        if (name, value) in labels
    ]
    if criteria.price_min is not None:
        text = f"From {format_money(criteria.price_min * PAISA)}"
        found.append((text, address.of(criteria.without(price_min=None))))
    if criteria.price_max is not None:
        text = f"Up to {format_money(criteria.price_max * PAISA)}"
        found.append((text, address.of(criteria.without(price_max=None))))
    if criteria.in_stock:
        found.append(("In stock", address.of(criteria.without(in_stock=True))))
    if criteria.deal:
        found.append(("On sale", address.of(criteria.without(deal=True))))
    return found


def page_links(pagination: Pagination, criteria: Criteria, address: Address) -> Pages | None:
    """The links to the other pages."""
    if pagination.last == 1:
        return None

    def url(page: int | None) -> str | None:
        return address.of(replace(criteria, page=page)) if page else None

    return Pages(
        previous_url=url(pagination.previous),
        next_url=url(pagination.next),
        items=[
            PageLink(number, url(number) or "", number == pagination.page) if number else None
            for number in pagination.pages
        ],
    )


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
    ratio = (prices.high / prices.low) ** (1 / len(prices.steps))
    low = (criteria.price_min or 0) * PAISA
    high = criteria.price_max * PAISA if criteria.price_max is not None else prices.high
    edges = [prices.low * ratio**step for step in range(len(prices.steps) + 1)]
    return [
        (number / tallest, edges[step + 1] > low and edges[step] <= high)
        for step, number in enumerate(prices.steps)
    ]
