"""Paisa in, paisa out: nothing is lost to rounding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import format_money, parse_rupees, percent_off, round_half_up, split, tax_inside


@pytest.mark.parametrize(
    ("paisa", "text"),
    [
        (0, "Rs\u00a00"),
        (125_000, "Rs\u00a01,250"),
        (12_550, "Rs\u00a0125.50"),
        (123_456_700, "Rs\u00a01,234,567"),
        (-5_000, "-Rs\u00a050"),
    ],
)
def test_money_is_shown_one_way(paisa: int, text: str) -> None:
    assert format_money(paisa) == text


@pytest.mark.parametrize(
    ("text", "paisa"),
    [("1250", 125_000), ("1,250", 125_000), (" Rs 99.5 ", 9_950), ("Rs.7", 700), ("0.05", 5)],
)
def test_rupees_are_read_as_people_type_them(text: str, paisa: int) -> None:
    assert parse_rupees(text) == paisa


@pytest.mark.parametrize(
    "text", ["", "-5", "1.234", "1e3", "٣", "1 000", "Rs", ".5", "1..2", "nan", "9" * 13]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_rupees(text)


@given(st.integers(0, 10**10))
def test_shown_money_reads_back(paisa: int) -> None:
    assert parse_rupees(format_money(paisa).replace("\u00a0", " ")) == paisa


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=40))
def test_a_split_adds_up_and_is_fair(amount: int, weights: list[int]) -> None:
    parts = split(amount, weights)
    total = sum(weights)
    if total == 0:
        assert parts == [0] * len(weights)
        return
    assert sum(parts) == amount
    assert all(
        abs(part * total - amount * weight) < total for part, weight in zip(parts, weights, strict=True)
    )


def test_the_reference_amounts_of_tax() -> None:
    assert tax_inside(118_000, 1800) == 18_000
    assert tax_inside(125_000, 1000) == 11_364
    assert tax_inside(99_900, 0) == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "result"), [(5, 10, 1), (4, 10, 0), (-5, 10, -1), (15, 10, 2)]
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, result: int) -> None:
    assert round_half_up(numerator, denominator) == result


def test_a_saving_is_never_overstated() -> None:
    assert percent_off(345_000, 259_000) == 24
    assert percent_off(100, 100) == 0
    assert percent_off(100, 0) == 0
