"""From which shelf each unit comes."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.inventory.allocation import Demand, allocate


@dataclass
class Shelf:
    """Units of a variant in one warehouse."""

    warehouse_id: int
    variant_id: int
    available: int


def test_a_line_comes_whole_from_the_first_warehouse_that_has_enough() -> None:
    picks, short = allocate([Demand(1, 7, 5)], [Shelf(1, 7, 3), Shelf(2, 7, 5)])
    assert [(pick.warehouse_id, pick.quantity) for pick in picks] == [(2, 5)]
    assert not short


def test_a_line_is_put_together_when_no_warehouse_has_enough() -> None:
    picks, short = allocate([Demand(1, 7, 6)], [Shelf(2, 7, 4), Shelf(1, 7, 4)])
    assert [(pick.warehouse_id, pick.quantity) for pick in picks] == [(1, 2), (2, 4)]
    assert not short


def test_two_lines_of_one_variant_share_what_there_is() -> None:
    picks, short = allocate([Demand(1, 7, 3), Demand(2, 7, 3)], [Shelf(1, 7, 5)])
    assert sum(pick.quantity for pick in picks) == 3
    assert short == {7: 2}


shelves = st.lists(
    st.builds(Shelf, st.integers(1, 4), st.integers(1, 5), st.integers(0, 20)),
    max_size=20,
    unique_by=lambda shelf: (shelf.warehouse_id, shelf.variant_id),
)
demands = st.lists(
    st.builds(Demand, st.integers(1, 1000), st.integers(1, 5), st.integers(1, 30)),
    max_size=8,
    unique_by=lambda demand: demand.order_line_id,
)


@given(demands, shelves)
def test_no_shelf_is_overdrawn_and_every_line_is_served_or_short(
    wanted: list[Demand], there: list[Shelf]
) -> None:
    picks, short = allocate(wanted, there)
    for shelf in there:
        taken = sum(
            pick.quantity
            for pick in picks
            if (pick.warehouse_id, pick.variant_id) == (shelf.warehouse_id, shelf.variant_id)
        )
        assert taken <= shelf.available
    for demand in wanted:
        got = sum(pick.quantity for pick in picks if pick.order_line_id == demand.order_line_id)
        assert got == demand.quantity or (got == 0 and demand.variant_id in short)
    places = [(pick.warehouse_id, pick.variant_id) for pick in picks]
    assert places == sorted(places)
