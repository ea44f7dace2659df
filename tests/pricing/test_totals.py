"""The one sum, against an independent reference."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.pricing.totals import LineToSum, sum_up

lines = st.lists(
    st.builds(
        LineToSum,
        variant_id=st.integers(1, 10**6),
        quantity=st.integers(1, 999),
        unit_price=st.integers(1, 10**8),
        tax_rate=st.sampled_from([0, 1000, 1600, 1800]),
    ),
    max_size=25,
)


def _reference_tax(amount: int, rate: int) -> int:
    exact = Fraction(amount * rate, 10_000 + rate)
    whole = exact.numerator // exact.denominator
    return whole + (1 if exact - whole >= Fraction(1, 2) else 0)


@given(lines, st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 10**5))
def test_totals_add_up_to_the_paisa(
    given_lines: list[LineToSum], discount: int, delivery: int, fee: int
) -> None:
    totals = sum_up(given_lines, discount=discount, delivery_fee=delivery, cod_fee=fee)

    goods = sum(line.quantity * line.unit_price for line in given_lines)
    off = min(discount, goods)
    assert totals.goods_total == goods
    assert totals.discount_total == off
    assert totals.total == goods - off + delivery + fee >= 0
    assert sum(line.discount_share for line in totals.lines) == off
    for line in totals.lines:
        assert 0 <= line.discount_share <= line.line_total
        assert line.tax_included == _reference_tax(line.line_total - line.discount_share, line.tax_rate)
    assert totals.tax_included == sum(line.tax_included for line in totals.lines)


def test_an_empty_cart_costs_nothing() -> None:
    assert sum_up([]).total == 0
