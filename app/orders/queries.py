"""Reading orders."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.catalog.models import Variant
from app.core.clock import PAKISTAN
from app.core.history import HistoryEntry
from app.core.pagination import Pagination
from app.orders.models import Order, OrderAddress, OrderAdjustment, OrderLine, OrderNote
from app.orders.views import VIEWS, OrderFilters, SearchTerms, View

_MOST_CITIES = 300


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as a list shows it. Money in paisa; `item_count` counts units."""

    id: int
    number: str
    placed_at: datetime
    state: str
    name: str
    phone: str
    email: str
    city: str
    item_count: int
    total: int
    payment_method: str
    hold_expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrdersPage:
    """One page of a list."""

    rows: Sequence[OrderRow]
    pagination: Pagination


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order with everything this domain knows of it: its lines and addresses are loaded on it."""

    order: Order
    notes: Sequence[OrderNote]
    adjustments: Sequence[OrderAdjustment]
    history: Sequence[HistoryEntry]

    def address(self, kind: str) -> OrderAddress | None:
        """The `shipping` or `billing` address."""
        return next((address for address in self.order.addresses if address.kind == kind), None)


async def find_by_number(session: AsyncSession, number: str) -> Order | None:
    """The order of that number, with its lines and addresses. Whether the asker may see it is the caller's rule."""
    found: Order | None = await session.scalar(
        select(Order)
        .where(Order.number == number)
        .options(selectinload(Order.lines), selectinload(Order.addresses))
    )
    return found


async def id_of(session: AsyncSession, number: str) -> int | None:
    """The id that the acts on orders take."""
    found: int | None = await session.scalar(select(Order.id).where(Order.number == number))
    return found


async def order_detail(session: AsyncSession, number: str) -> OrderDetail | None:
    """The order with lines, addresses, notes, adjustments and its history, oldest first; None for an unknown number."""
    order = await find_by_number(session, number)
    if order is None:
        return None
    notes = await session.scalars(
        select(OrderNote).where(OrderNote.order_id == order.id).order_by(OrderNote.id)
    )
    adjustments = await session.scalars(
        select(OrderAdjustment).where(OrderAdjustment.order_id == order.id).order_by(OrderAdjustment.id)
    )
    return OrderDetail(
        order, notes.all(), adjustments.all(), await history_of(session, {"order": [order.id]})
    )


async def history_of(
    session: AsyncSession, aggregates: Mapping[str, Collection[int]]
) -> Sequence[HistoryEntry]:
    """Every move of these rows (`{"order": ids, "payment": ids, …}`), in the order in which they were made."""
    wanted = [
        (HistoryEntry.aggregate_type == kind) & HistoryEntry.aggregate_id.in_(ids)
        for kind, ids in aggregates.items()
        if ids
    ]
    if not wanted:
        return []
    return (await session.scalars(select(HistoryEntry).where(or_(*wanted)).order_by(HistoryEntry.id))).all()


async def orders_of_account(
    session: AsyncSession, account_id: int, page: int = 1, *, per_page: int = 10
) -> OrdersPage:
    """A customer's own orders, newest first."""
    return await _page(session, [Order.account_id == account_id], "newest", page, per_page)


async def orders_page(
    session: AsyncSession,
    *,
    view: View,
    search: str = "",
    filters: OrderFilters | None = None,
    sort: str = "newest",
    page: int = 1,
    per_page: int = 50,
    whole_contacts_only: bool = False,
) -> OrdersPage:
    """A page of the back office's list, in two statements whatever its length.

    `whole_contacts_only` is for people who may not see contacts: a customer is then found by a whole phone number or
    email alone, so that nothing can be guessed letter by letter.
    """
    filters = filters or OrderFilters()
    terms = SearchTerms.read(search)
    found = _searched(terms, whole_contacts_only=whole_contacts_only) if terms.words else true()
    return await _page(session, [_in_view(view), *_filtered(filters), found], sort, page, per_page)


async def counts_by_view(session: AsyncSession) -> dict[str, int]:
    """How many orders wait in each view that means work."""
    work = [view for view in VIEWS if view.is_work]
    row = (
        await session.execute(
            select(*[func.count().filter(_in_view(view)) for view in work]).where(
                Order.state.in_({state for view in work for state in view.states})
            )
        )
    ).one()
    return {view.code: count for view, count in zip(work, row, strict=True)}


async def other_orders_of(session: AsyncSession, order: Order, most: int = 5) -> Sequence[OrderRow]:
    """The same customer's newest other orders: of the account, else those given the same phone or email."""
    is_theirs = (
        Order.account_id == order.account_id
        if order.account_id is not None
        else or_(Order.phone == order.phone, Order.email == order.email)
    )
    return (await _page(session, [is_theirs, Order.id != order.id], "newest", 1, most)).rows


async def delivery_cities(session: AsyncSession) -> Sequence[str]:
    """Every city that something was ordered to, for the filter."""
    rows = await session.scalars(
        select(OrderAddress.city)
        .where(OrderAddress.kind == "shipping")
        .distinct()
        .order_by(OrderAddress.city)
        .limit(_MOST_CITIES)
    )
    return rows.all()


async def _page(
    session: AsyncSession, wanted: Sequence[ColumnElement[bool]], sort: str, page: int, per_page: int
) -> OrdersPage:
    total = await session.scalar(select(func.count()).select_from(Order).where(*wanted)) or 0
    pagination = Pagination(page, per_page, total)
    rows = await session.execute(
        _rows().where(*wanted).order_by(*_ORDERINGS[sort]).offset(pagination.offset).limit(per_page)
    )
    return OrdersPage([OrderRow(**row) for row in rows.mappings()], pagination)


def _rows() -> Select[*tuple[Any, ...]]:
    city = (
        select(OrderAddress.city)
        .where(OrderAddress.order_id == Order.id, OrderAddress.kind == "shipping")
        .correlate(Order)
        .scalar_subquery()
    )
    item_count = (
        select(func.coalesce(func.sum(OrderLine.quantity), 0))
        .where(OrderLine.order_id == Order.id)
        .correlate(Order)
        .scalar_subquery()
    )
    return select(
        Order.id,
        Order.number,
        Order.placed_at,
        Order.state,
        Order.name,
        Order.phone,
        Order.email,
        func.coalesce(city, "").label("city"),
        item_count.label("item_count"),
        Order.total,
        Order.payment_method,
        Order.hold_expires_at,
    )


_ORDERINGS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "newest": (Order.placed_at.desc(), Order.id.desc()),
    "oldest": (Order.placed_at.asc(), Order.id.asc()),
    "total-down": (Order.total.desc(), Order.id.desc()),
    "total-up": (Order.total.asc(), Order.id.asc()),
    "name": (func.lower(Order.name, type_=String).asc(), Order.id.desc()),
    "name-down": (func.lower(Order.name, type_=String).desc(), Order.id.desc()),
}


def _in_view(view: View) -> ColumnElement[bool]:
    in_states = Order.state.in_(view.states) if view.states else true()
    if view.is_cod is None:
        return in_states
    return in_states & ((Order.payment_method == "cod") == view.is_cod)


def _filtered(filters: OrderFilters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.state:
        wanted.append(Order.state == filters.state)
    if filters.payment_method:
        wanted.append(Order.payment_method == filters.payment_method)
    if filters.city:
        wanted.append(_is_sent_to(filters.city))
    if filters.placed_from:
        wanted.append(Order.placed_at >= _midnight(filters.placed_from))
    if filters.placed_until:
        wanted.append(Order.placed_at < _midnight(filters.placed_until + timedelta(days=1)))
    return wanted


def _is_sent_to(city: str) -> ColumnElement[bool]:
    return Order.id.in_(
        select(OrderAddress.order_id).where(
            OrderAddress.kind == "shipping", func.lower(OrderAddress.city) == city.lower()
        )
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PAKISTAN)


def _searched(terms: SearchTerms, *, whole_contacts_only: bool) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = []
    if whole_contacts_only:
        wanted.append(Order.email == terms.words.lower())
    else:
        wanted += [
            Order.name.icontains(terms.words, autoescape=True),
            Order.email.icontains(terms.words, autoescape=True),
        ]
    if terms.number:
        wanted.append(Order.number == terms.number)
    if terms.phone_digits:
        wanted.append(_has_phone(terms.phone_digits, is_whole=whole_contacts_only))
    if terms.sku:
        sold = select(Variant.id).where(func.lower(Variant.sku) == terms.sku)
        wanted.append(Order.id.in_(select(OrderLine.order_id).where(OrderLine.variant_id.in_(sold))))
    return or_(*wanted)


def _has_phone(digits: str, *, is_whole: bool) -> ColumnElement[bool]:
    return Order.phone == f"+92{digits}" if is_whole else Order.phone.contains(digits, autoescape=True)
