"""Finding orders: views, search, filters, order, and what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.core.clock import in_pakistan, now
from app.core.settings import Settings
from app.orders.queries import (
    counts_by_view,
    delivery_cities,
    find_by_number,
    history_of,
    order_detail,
    orders_of_account,
    orders_page,
    other_orders_of,
)
from app.orders.views import ALL, SORTS, OrderFilters, SearchTerms, view_of
from tests.factories.orders import OrderMaker


@pytest.fixture
def orders(engine: AsyncEngine, settings: Settings) -> OrderMaker:
    return OrderMaker(engine, settings)


@contextmanager
def _counted(engine: AsyncEngine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*given: object) -> None:
        statements.append(str(given[2]))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine.sync_engine, "before_cursor_execute", note)


async def _found(db: AsyncSession, search: str, *, whole: bool = False) -> set[str]:
    return {
        row.number for row in (await orders_page(db, view=ALL, search=search, whole_contacts_only=whole)).rows
    }


async def test_each_view_holds_its_states(db: AsyncSession, orders: OrderMaker) -> None:
    made = {
        "to-confirm": await orders.in_state("pending", payment="cod"),
        "awaiting-payment": await orders.in_state("pending"),
        "to-ship": await orders.in_state("packed"),
        "on-the-way": await orders.in_state("shipped"),
        "done": await orders.in_state("delivered"),
        "problems": await orders.in_state("cancelled"),
    }
    to_pack = {
        (await orders.in_state(state, payment=payment)).number
        for state, payment in (("paid", "bank"), ("confirmed", "cod"), ("processing", "bank"))
    }
    for code, order in made.items():
        shown = await orders_page(db, view=view_of(code))
        assert [row.number for row in shown.rows] == [order.number], code
    assert {row.number for row in (await orders_page(db, view=view_of("to-pack"))).rows} == to_pack
    assert (await orders_page(db, view=ALL)).pagination.total == 9
    assert await counts_by_view(db) == {
        "to-confirm": 1,
        "awaiting-payment": 1,
        "to-pack": 3,
        "to-ship": 1,
        "on-the-way": 1,
    }


async def test_search_finds_by_number_name_phone_email_and_sku(db: AsyncSession, orders: OrderMaker) -> None:
    mine = await orders.place(phone="+923219876543")
    other = await orders.place(phone="+923001112222")
    assert (mine.email, mine.name) == ("ayesha@example.com", "Ayesha Khan")
    detail = await order_detail(db, mine.number)
    assert detail
    sku = detail.order.lines[0].sku
    for typed in (
        mine.number,
        mine.number.lower(),
        mine.number.removeprefix("B2E-"),
        "0321 9876543",
        "987654",
    ):
        assert await _found(db, typed) == {mine.number}, typed
    for typed in ("ayesha", "KHAN", "ayesha@example.com", sku, sku.lower(), "  Ayesha   Khan "):
        assert await _found(db, typed) == {mine.number, other.number}, typed
    for typed in ("%", "_", "B2E-99999999", "nobody", "'; drop table orders; --", "0" * 400, "٣٢١٩٨٧"):
        assert await _found(db, typed) == set(), typed


async def test_who_may_not_see_contacts_finds_only_by_whole_ones(
    db: AsyncSession, orders: OrderMaker
) -> None:
    mine = await orders.place(phone="+923219876543")
    for typed in ("ayesha", "Khan", "ayesha@", "example.com", "0321987", "9876543"):
        assert await _found(db, typed, whole=True) == set(), typed
    for typed in ("ayesha@example.com", "Ayesha@Example.com", "0321-9876543", "+92 321 9876543", mine.number):
        assert await _found(db, typed, whole=True) == {mine.number}, typed


async def test_filters_narrow(db: AsyncSession, orders: OrderMaker) -> None:
    bank, cash = await orders.place(), await orders.in_state("confirmed", payment="cod")
    today = in_pakistan(now()).date()
    day = timedelta(days=1)
    wanted = {
        OrderFilters(payment_method="cod"): {cash.number},
        OrderFilters(state="pending"): {bank.number},
        OrderFilters(city="lahore"): {bank.number, cash.number},
        OrderFilters(city="Karachi"): set(),
        OrderFilters(placed_from=today, placed_until=today): {bank.number, cash.number},
        OrderFilters(placed_from=today + day): set(),
        OrderFilters(placed_until=today - day): set(),
    }
    for filters, numbers in wanted.items():
        shown = await orders_page(db, view=ALL, filters=filters)
        assert {row.number for row in shown.rows} == numbers, filters
    assert await delivery_cities(db) == ["Lahore"]


async def test_sorting_and_paging(db: AsyncSession, orders: OrderMaker) -> None:
    made = [await orders.place(quantity=quantity) for quantity in (3, 1, 2)]
    numbers = [order.number for order in made]
    by = {sort: [row.number for row in (await orders_page(db, view=ALL, sort=sort)).rows] for sort in SORTS}
    assert by["newest"] == numbers[::-1]
    assert by["oldest"] == numbers
    assert by["total-down"] == [numbers[0], numbers[2], numbers[1]]
    assert by["total-up"] == by["total-down"][::-1]
    assert sorted(by["name"]) == sorted(numbers)
    second = await orders_page(db, view=ALL, page=2, per_page=2)
    assert [row.number for row in second.rows] == [numbers[0]]
    assert (second.pagination.total, second.pagination.last, second.rows[0].item_count) == (3, 2, 3)


async def test_a_longer_list_costs_no_more_statements(
    db: AsyncSession, orders: OrderMaker, engine: AsyncEngine
) -> None:
    await orders.place()
    with _counted(engine) as first:
        await orders_page(db, view=ALL, search="ayesha")
    for _ in range(5):
        await orders.place()
    with _counted(engine) as later:
        shown = await orders_page(db, view=ALL, search="ayesha")
    assert len(shown.rows) == 6
    assert len(first) == len(later) == 2


async def test_detail_tells_the_whole_story(db: AsyncSession, orders: OrderMaker) -> None:
    order = await orders.in_state("packed")
    detail = await order_detail(db, order.number)
    assert detail
    assert [entry.to_state for entry in detail.history] == ["pending", "paid", "processing", "packed"]
    assert [entry.version for entry in detail.history] == [1, 2, 3, 4]
    assert detail.order.lines[0].quantity == 2
    shipping = detail.address("shipping")
    assert shipping
    assert shipping.city == "Lahore"
    assert detail.notes == []
    assert await order_detail(db, "B2E-1") is None
    assert await find_by_number(db, "B2E-1") is None
    assert await history_of(db, {"payment": []}) == []


async def test_other_orders_are_the_same_customers(db: AsyncSession, orders: OrderMaker) -> None:
    first = await orders.place(phone="+923211111111")
    second = await orders.place(phone="+923211111111")
    assert [row.number for row in await other_orders_of(db, first)] == [second.number]
    assert (await orders_of_account(db, 12345)).rows == []


@pytest.mark.parametrize(
    ("typed", "number", "digits", "sku"),
    [
        ("10482", "B2E-10482", "10482", "10482"),
        ("b2e-10482", "B2E-10482", "", "b2e-10482"),
        ("B2E 10482", "B2E-10482", "", ""),
        ("#10482", "B2E-10482", "10482", "#10482"),
        ("0300 123-4567", "", "3001234567", ""),
        ("+92 300 1234567", "", "3001234567", ""),
        ("012", "B2E-012", "", "012"),
        ("Ayesha Khan", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_what_a_search_may_mean(typed: str, number: str, digits: str, sku: str) -> None:
    terms = SearchTerms.read(typed)
    assert (terms.number, terms.phone_digits, terms.sku) == (number, digits, sku)
