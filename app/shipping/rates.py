"""What delivery costs and when it arrives. Grams, paisa, Pakistani days."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from app.core.clock import in_pakistan

CUT_OFF = time(14, 0)
"""Orders before this, Pakistan time, leave the same day."""
_SUNDAY = 6


class Rate(Protocol):
    """A row of the rate table."""

    method: str
    title: str
    courier: str
    up_to_grams: int
    price: int
    free_over: int | None
    days_min: int
    days_max: int
    allows_cod: bool


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A way of delivering this cart to this place: what it costs (paisa) and between which days it
    arrives.
    """

    method: str
    title: str
    courier: str
    price: int
    arrives_from: date
    arrives_until: date
    allows_cod: bool
    free_over: int | None


def options(
    rates: Iterable[Rate], *, goods_total: int, weight_grams: int, at: datetime, holidays: Collection[date]
) -> list[DeliveryOption]:
    """The ways that carry this weight, cheapest first."""
    best: dict[str, Rate] = {}
    for rate in sorted(rates, key=lambda rate: rate.up_to_grams):
        if weight_grams <= rate.up_to_grams:
            best.setdefault(rate.method, rate)
    leaves = leaving_day(at, holidays)
    offered = [_option(rate, goods_total, leaves, holidays) for rate in best.values()]
    return sorted(offered, key=lambda option: (option.price, option.arrives_until))


def leaving_day(at: datetime, holidays: Collection[date]) -> date:
    """The working day on which an order placed at this moment is handed over."""
    local = in_pakistan(at)
    day = local.date() if local.time() < CUT_OFF else local.date() + timedelta(days=1)
    return _working(day, holidays)


def working_days_after(day: date, count: int, holidays: Collection[date]) -> date:
    """The `count`-th working day after `day`. Couriers rest on Sundays and on the shop's holidays."""
    for _ in range(count):
        day = _working(day + timedelta(days=1), holidays)
    return day


def free_delivery_gap(rates: Sequence[Rate], goods_total: int) -> int | None:
    """Paisa still missing to free delivery; 0 when reached; None where there is none."""
    thresholds = [rate.free_over for rate in rates if rate.free_over is not None]
    return max(0, min(thresholds) - goods_total) if thresholds else None


def _option(rate: Rate, goods_total: int, leaves: date, holidays: Collection[date]) -> DeliveryOption:
    is_free = rate.free_over is not None and goods_total >= rate.free_over
    return DeliveryOption(
        method=rate.method,
        title=rate.title,
        courier=rate.courier,
        price=0 if is_free else rate.price,
        arrives_from=working_days_after(leaves, rate.days_min, holidays),
        arrives_until=working_days_after(leaves, rate.days_max, holidays),
        allows_cod=rate.allows_cod,
        free_over=rate.free_over,
    )


def _working(day: date, holidays: Collection[date]) -> date:
    while day.weekday() == _SUNDAY or day in holidays:
        day += timedelta(days=1)
    return day
