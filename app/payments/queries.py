"""Reading payments."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.payments.models import Payment


async def payments_of(session: AsyncSession, order_id: int) -> Sequence[Payment]:
    """An order's attempts, oldest first."""
    rows = await session.scalars(select(Payment).where(Payment.order_id == order_id).order_by(Payment.id))
    return rows.all()


def paid_sum(payments: Sequence[Payment]) -> int:
    """Paisa captured and not given back."""
    return sum(payment.captured - payment.refunded for payment in payments)
