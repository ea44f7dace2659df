"""The list of orders as an address describes it: view, search, filters, sort and page, and links to others like it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from app.accounts.queries import SignedIn
from app.admin.badges import ORDER_STATES, Badge, method_name, payment_badge
from app.admin.contacts import mask_name
from app.admin.frame import may
from app.admin.query_fields import day
from app.orders.queries import OrderRow
from app.orders.views import SORTS, VIEWS, OrderFilters, View, view_of
from app.payments.gateways import GATEWAYS
from app.payments.models import Payment
from app.web.forms import Form

PATH = "/admin/orders"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the address asks for. Unknown words mean the usual thing; only dates are worth a complaint."""

    view: View
    search: str
    filters: OrderFilters
    sort: str

    @classmethod
    def read(cls, form: Form) -> "ListQuery":
        """From the query string; sentences about dates go into the form's errors."""
        return cls(
            view=view_of(form.text("view", most=40)),
            search=form.text("search", most=200),
            filters=OrderFilters(
                state=_known(form, "state", ORDER_STATES),
                payment_method=_known(form, "payment", [rail.rail for rail in GATEWAYS]),
                city=form.text("city"),
                placed_from=day(form, "from"),
                placed_until=day(form, "until"),
            ),
            sort=_known(form, "sort", SORTS) or SORTS[0],
        )

    def url(self, page: int = 1) -> str:
        """Its address."""
        filters = self.filters
        asked = {
            "view": self.view.code if self.view is not VIEWS[0] else "",
            "search": self.search,
            "state": filters.state,
            "payment": filters.payment_method,
            "city": filters.city,
            "from": filters.placed_from.isoformat() if filters.placed_from else "",
            "until": filters.placed_until.isoformat() if filters.placed_until else "",
            "sort": self.sort if self.sort != SORTS[0] else "",
            "page": str(page) if page > 1 else "",
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{PATH}?{query}" if query else PATH

    def sorted_by(self, sort: str) -> "ListQuery":
        """The same list in another order."""
        return replace(self, sort=sort)

    def without(self, name: str) -> "ListQuery":
        """The same list, one thing less narrow."""
        if name == "search":
            return replace(self, search="")
        return replace(self, filters=replace(self.filters, **{name: getattr(OrderFilters(), name)}))


def _known(form: Form, name: str, allowed: Collection[str]) -> str:
    typed = form.text(name, most=40)
    return typed if typed in allowed else ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A view over the table."""

    title: str
    url: str
    current: bool
    count: int | None


def tabs(query: ListQuery, counts: Mapping[str, int]) -> list[Tab]:
    """Every view; those that mean work with how much of it there is."""
    return [Tab(view.title, _view_url(view), view is query.view, counts.get(view.code)) for view in VIEWS]


def _view_url(view: View) -> str:
    return PATH if view is VIEWS[0] else f"{PATH}?view={view.code}"


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the list, and the address of the list without it."""

    text: str
    url: str


def chips(query: ListQuery) -> list[Chip]:
    """What narrows the list now."""
    filters = query.filters
    found = {
        "search": f"“{query.search}”" if query.search else "",
        "state": ORDER_STATES.get(filters.state, ""),
        "payment_method": method_name(filters.payment_method) if filters.payment_method else "",
        "city": filters.city,
        "placed_from": _said("From", filters.placed_from),
        "placed_until": _said("Until", filters.placed_until),
    }
    return [Chip(text, query.without(name).url()) for name, text in found.items() if text]


def _said(word: str, on: date | None) -> str:
    return f"{word} {on.day} {on:%b %Y}" if on else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that sorts: `direction` is `ascending`, `descending` or None when another one does."""

    title: str
    url: str
    direction: str | None


def heading(query: ListQuery, title: str, *, down: str, up: str) -> Heading:
    """The column's link turns the order around when it is already sorted by it. `down` is what comes first."""
    direction = {down: "descending", up: "ascending"}.get(query.sort)
    return Heading(title, query.sorted_by(up if query.sort == down else down).url(), direction)


@dataclass(frozen=True, slots=True)
class Row:
    """An order in the table. `total` in paisa."""

    number: str
    url: str
    placed_at: datetime
    name: str
    city: str
    item_count: int
    total: int
    state: str
    payment: Badge


def rows(found: Sequence[OrderRow], newest: Mapping[int, Payment], person: SignedIn) -> list[Row]:
    """The orders as this person may see them."""
    clear = may(person, "customers.contacts")
    return [
        Row(
            number=row.number,
            url=f"{PATH}/{row.number}",
            placed_at=row.placed_at,
            name=row.name if clear else mask_name(row.name),
            city=row.city,
            item_count=row.item_count,
            total=row.total,
            state=row.state,
            payment=payment_badge(row.state, row.payment_method, newest.get(row.id)),
        )
        for row in found
    ]
