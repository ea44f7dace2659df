"""What a day brought. Days are Pakistan's; money is paisa."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.clock import PAKISTAN
from app.core.money import PAISA
from app.orders.models import Order
from app.payments.models import Payment

NOT_SOLD = ("cancelled", "expired")
"""States in which an order placed that day was no sale after all."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Orders placed that day that still stand, what they come to, and the money that came in that day."""

    day: date
    orders: int
    sales: int
    received: int

    @property
    def average(self) -> int:
        """Of an order, in whole rupees."""
        return self.sales // self.orders // PAISA * PAISA if self.orders else 0


async def figures_of(session: AsyncSession, days: Sequence[date]) -> list[DayFigures]:
    """Each day's figures, in the order asked for."""
    return [await _figures(session, day) for day in days]


async def _figures(session: AsyncSession, day: date) -> DayFigures:
    begin = datetime.combine(day, time(), PAKISTAN)
    end = begin + timedelta(days=1)
    placed = await session.execute(
        select(func.count(), func.coalesce(func.sum(Order.total), 0)).where(
            Order.placed_at >= begin, Order.placed_at < end, Order.state.not_in(NOT_SOLD)
        )
    )
    orders, sales = placed.one()
    received = await session.scalar(
        select(func.coalesce(func.sum(Payment.captured - Payment.refunded), 0)).where(
            Payment.paid_at >= begin, Payment.paid_at < end
        )
    )
    return DayFigures(day, int(orders), int(sales), int(received or 0))
