"""What delivery of one thing costs at most, for those whose city is not known. Grams, paisa, working days."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class ZoneRate(Protocol):
    """A row of the rate table."""

    zone_id: int
    up_to_grams: int
    price: int
    free_over: int | None
    days_min: int
    days_max: int


@dataclass(frozen=True, slots=True)
class WorstCase:
    """The cheapest way to the dearest place, and the days from hand-over to the nearest and the farthest."""

    price: int
    days_min: int
    days_max: int


def worst_case(rates: Iterable[ZoneRate], *, goods_total: int, weight_grams: int) -> WorstCase | None:
    """Nobody who takes the cheapest way pays more than this. None when nothing carries the weight."""
    cheapest: dict[int, tuple[int, int, int]] = {}
    for rate in rates:
        if weight_grams > rate.up_to_grams:
            continue
        is_free = rate.free_over is not None and goods_total >= rate.free_over
        offered = (0 if is_free else rate.price, rate.days_max, rate.days_min)
        cheapest[rate.zone_id] = min(offered, cheapest.get(rate.zone_id, offered))
    if not cheapest:
        return None
    return WorstCase(
        price=max(price for price, _, _ in cheapest.values()),
        days_min=min(days_min for _, _, days_min in cheapest.values()),
        days_max=max(days_max for _, days_max, _ in cheapest.values()),
    )
