"""Delivery prices and the days they promise."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from app.shipping.rates import leaving_day, options, working_days_after

MONDAY = date(2026, 11, 23)


@dataclass
class Row:
    """A row of the rate table."""

    method: str = "standard"
    title: str = "Standard"
    courier: str = "leopards"
    up_to_grams: int = 1_000
    price: int = 14_900
    free_over: int | None = 300_000
    days_min: int = 1
    days_max: int = 2
    allows_cod: bool = True


def _at(hour: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (_at(8), date(2026, 11, 23)),  # 13:00 in Pakistan, before the cut-off
        (_at(9), date(2026, 11, 24)),  # 14:00 in Pakistan, too late for today
        (_at(20, 27), date(2026, 11, 28)),  # already Saturday in Pakistan
        (_at(12, 28), date(2026, 11, 30)),  # Saturday afternoon waits for Monday
    ],
)
def test_orders_leave_on_working_days_by_pakistani_clocks(moment: datetime, day: date) -> None:
    assert leaving_day(moment, frozenset()) == day


def test_sundays_and_holidays_do_not_count() -> None:
    saturday = date(2026, 11, 28)
    assert working_days_after(saturday, 1, frozenset()) == date(2026, 11, 30)
    assert working_days_after(saturday, 1, {date(2026, 11, 30)}) == date(2026, 12, 1)


def test_the_lightest_rate_that_carries_the_parcel_is_offered() -> None:
    rates = [Row(up_to_grams=5_000, price=29_900), Row(up_to_grams=1_000), Row(method="express", price=9_900)]
    offered = options(rates, goods_total=100_000, weight_grams=1_000, at=_at(6), holidays=frozenset())
    assert [(one.method, one.price) for one in offered] == [("express", 9_900), ("standard", 14_900)]
    heavy = options(rates, goods_total=100_000, weight_grams=1_001, at=_at(6), holidays=frozenset())
    assert [(one.method, one.price) for one in heavy] == [("standard", 29_900)]


def test_delivery_is_free_from_the_threshold_on() -> None:
    at_limit, below = (
        options([Row()], goods_total=total, weight_grams=1, at=_at(6), holidays=frozenset())[0]
        for total in (300_000, 299_999)
    )
    assert (at_limit.price, below.price) == (0, 14_900)
    assert (at_limit.arrives_from, at_limit.arrives_until) == (date(2026, 11, 24), date(2026, 11, 25))
