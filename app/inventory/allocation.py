"""From which shelf each unit comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Shelf(Protocol):
    """Units of a variant in one warehouse."""

    warehouse_id: int
    variant_id: int
    available: int


@dataclass(frozen=True, slots=True)
class Demand:
    """Units that an order line needs."""

    order_line_id: int
    variant_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Pick:
    """Units that an order line takes from one warehouse."""

    order_line_id: int
    variant_id: int
    warehouse_id: int
    quantity: int


def allocate(demands: Iterable[Demand], shelves: Sequence[Shelf]) -> tuple[list[Pick], dict[int, int]]:
    """Picks in the one lock order (warehouse, variant), and what is available of each variant that falls short.

    `shelves` come in order of preference. A line comes whole from the first warehouse that has enough of it;
    only when none has, it is put together from several.
    """
    left = {(shelf.warehouse_id, shelf.variant_id): shelf.available for shelf in shelves}
    picks: list[Pick] = []
    short: dict[int, int] = {}
    for demand in demands:
        places = [place for place in left if place[1] == demand.variant_id and left[place] > 0]
        total = sum(left[place] for place in places)
        if total < demand.quantity:
            short[demand.variant_id] = total
            continue
        whole = next((place for place in places if left[place] >= demand.quantity), None)
        wanted = demand.quantity
        for place in [whole] if whole else places:
            taken = min(wanted, left[place])
            if taken:
                picks.append(Pick(demand.order_line_id, demand.variant_id, place[0], taken))
                left[place] -= taken
                wanted -= taken
    return sorted(picks, key=lambda pick: (pick.warehouse_id, pick.variant_id)), short
