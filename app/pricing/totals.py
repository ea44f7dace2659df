"""The one place where a cart or an order is summed, always in the same order (M5, F-079).

Lines, then the order's discount, then delivery, then the cash-on-delivery fee. Prices include sales tax, so
tax is
read out of each line, once, after its share of the discount: half-up, per line and rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.money import split, tax_inside


@dataclass(frozen=True, slots=True)
class LineToSum:
    """A line as it goes in. Paisa; the tax rate in hundredths of a per cent."""

    variant_id: int
    quantity: int
    unit_price: int
    tax_rate: int


@dataclass(frozen=True, slots=True)
class SummedLine:
    """A line as it comes out.

    `discount_share` is its part of the order's discount, already taken off the tax.
    """

    variant_id: int
    quantity: int
    unit_price: int
    line_total: int
    discount_share: int
    tax_rate: int
    tax_included: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What is owed, in paisa: `total = goods_total - discount_total + delivery_fee + cod_fee`."""

    lines: tuple[SummedLine, ...]
    goods_total: int
    discount_total: int
    delivery_fee: int
    cod_fee: int
    tax_included: int
    total: int

    @property
    def item_count(self) -> int:
        """Units, not lines."""
        return sum(line.quantity for line in self.lines)


def sum_up(
    lines: Sequence[LineToSum], *, discount: int = 0, delivery_fee: int = 0, cod_fee: int = 0
) -> Totals:
    """Sum a cart or an order. A discount larger than the goods is cut to the goods (M3)."""
    line_totals = [line.unit_price * line.quantity for line in lines]
    goods_total = sum(line_totals)
    discount_total = max(0, min(discount, goods_total))
    shares = split(discount_total, line_totals)
    summed = tuple(
        SummedLine(
            variant_id=line.variant_id,
            quantity=line.quantity,
            unit_price=line.unit_price,
            line_total=line_total,
            discount_share=share,
            tax_rate=line.tax_rate,
            tax_included=tax_inside(line_total - share, line.tax_rate),
        )
        for line, line_total, share in zip(lines, line_totals, shares, strict=True)
    )
    return Totals(
        lines=summed,
        goods_total=goods_total,
        discount_total=discount_total,
        delivery_fee=delivery_fee,
        cod_fee=cod_fee,
        tax_included=sum(line.tax_included for line in summed),
        total=goods_total - discount_total + delivery_fee + cod_fee,
    )
