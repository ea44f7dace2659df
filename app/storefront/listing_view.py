"""How a listing is shown: cards, chips, pages (`storefront/categories/show.html`). Its filter form: `facet_form.py`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.catalog.sitemap_queries import LEAST_INDEXED
from app.core.money import PAISA, format_money
from app.core.pagination import Pagination
from app.media.names import Picture
from app.search.criteria import PER_PAGE, Criteria
from app.search.facets import Facets
from app.storefront.cards import CardView
from app.storefront.facet_form import Group


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
class Relief:
    """A filter to take off, and how many products there are then."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What was searched for instead of what was typed, and the address that takes it at its word."""

    shown: str
    asked: str
    url: str


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
    per_page: int
    sizes: Sequence[int]
    chips: Sequence[tuple[str, str]]
    unknown: Sequence[tuple[str, str]]
    """Chosen values that nothing here has, with the address without them."""
    reliefs: Sequence[Relief]
    clear_url: str
    scope_total: int
    pages: Pages | None
    subs: Sequence[Sub] = ()
    fallback: Sequence[CardView] = ()
    promoted: Sequence[tuple[str, str]] = ()
    """Names and addresses of lists that search engines may index, one choice away."""
    more_lists: Sequence[tuple[str, str]] = ()
    """Where else to look when nothing matches."""
    correction: Correction | None = None
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

    def is_usual(self, criteria: Criteria) -> bool:
        """Whether the list has its own order and size."""
        return criteria.sort == self.default_sort and criteria.per_page == PER_PAGE


MOST_RELIEFS = 4
MOST_PROMOTED = 6
_PROMOTED_A_FACET = 2


def chips(criteria: Criteria, facets: Facets, address: Address) -> list[tuple[str, str]]:
    """What was chosen and is found here, each with the address without it."""
    found = [
        (value.label, address.of(criteria.without(key, value.value)))
        for key, values in criteria.values
        for value in facets.values_of(key)
        if value.value in values
    ]
    return found + [(label, address.of(criteria.without(key))) for key, label in _plain(criteria)]


def unknown_chips(criteria: Criteria, facets: Facets, address: Address) -> list[tuple[str, str]]:
    """What was chosen and is not found here."""
    return [
        (value.replace("-", " "), address.of(criteria.without(key, value)))
        for key, values in facets.unknown.items()
        for value in values
    ]


def reliefs(criteria: Criteria, facets: Facets, address: Address) -> list[Relief]:
    """Which one filter to take off, what helps most first."""
    found = [
        Relief(label, facets.without[key], address.of(criteria.without(key)))
        for key, label in [*_chosen(criteria, facets), *_price_and_switches(criteria)]
        if facets.without.get(key)
    ]
    return sorted(found, key=lambda relief: -relief.count)[:MOST_RELIEFS]


def promoted(
    criteria: Criteria, facets: Facets, address: Address, keys: Sequence[str]
) -> list[tuple[str, str]]:
    """The fullest values of the facets that may be indexed."""
    links = [
        (value.label, address.of(_with(criteria, key, value.value)))
        for key in keys
        for value in facets.values_of(key)[:_PROMOTED_A_FACET]
        if LEAST_INDEXED <= value.count < facets.scope_total
    ]
    return links[:MOST_PROMOTED]


def single_choice(criteria: Criteria, facets: Facets, keys: Sequence[str]) -> tuple[str, str, str] | None:
    """Key, title and label of the one value chosen, when it is of a facet that may be indexed and nothing else is."""
    if len(criteria.values) != 1 or criteria.page > 1 or criteria.per_page != PER_PAGE:
        return None
    key, values = criteria.values[0]
    if key not in keys or len(values) != 1 or criteria.without(key).is_filtered or criteria.sort != "popular":
        return None
    label = next((value.label for value in facets.values_of(key) if value.value == values[0]), None)
    return (key, _facet_title(key, facets), label) if label else None


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


def _with(criteria: Criteria, key: str, value: str) -> Criteria:
    if key == "brand":
        return replace(criteria, brands=(value,))
    if key == "colour":
        return replace(criteria, colours=(value,))
    return replace(criteria, attributes=((key, (value,)),))


def _chosen(criteria: Criteria, facets: Facets) -> list[tuple[str, str]]:
    """Each facet with the labels of what was chosen of it: `("colour", "Colour: Blue, Red")`."""
    found = []
    for key, values in criteria.values:
        labels = [value.label for value in facets.values_of(key) if value.value in values]
        found.append((key, f"{_facet_title(key, facets)}: {', '.join(labels)}"))
    return found


def _facet_title(key: str, facets: Facets) -> str:
    return {"brand": "Brand", "colour": "Colour"}.get(key) or facets.titles.get(key, key)


def _plain(criteria: Criteria) -> list[tuple[str, str]]:
    """What was chosen of facets without values."""
    low, high = criteria.price_min, criteria.price_max
    bounds = [("price_min", f"From {format_money(low * PAISA)}")] if low is not None else []
    bounds += [("price_max", f"Up to {format_money(high * PAISA)}")] if high is not None else []
    return [*bounds, *_switches(criteria)]


def _price_and_switches(criteria: Criteria) -> list[tuple[str, str]]:
    words = ", ".join(label for key, label in _plain(criteria) if key in ("price_min", "price_max"))
    return [*([("price", f"Price: {words}")] if words else []), *_switches(criteria)]


def _switches(criteria: Criteria) -> list[tuple[str, str]]:
    found = [("rating", f"{criteria.rating} stars and up")] if criteria.rating is not None else []
    found += [("in_stock", "In stock")] if criteria.in_stock else []
    return found + ([("deal", "On sale")] if criteria.deal else [])
