"""Reading payments."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.payments.models import Payment, RailMessage


async def payments_of(session: AsyncSession, order_id: int) -> Sequence[Payment]:
    """An order's attempts, oldest first."""
    rows = await session.scalars(select(Payment).where(Payment.order_id == order_id).order_by(Payment.id))
    return rows.all()


async def newest_by_order(session: AsyncSession, order_ids: Collection[int]) -> dict[int, Payment]:
    """The latest attempt of each order, for a list of orders."""
    if not order_ids:
        return {}
    rows = await session.scalars(
        select(Payment).where(Payment.order_id.in_(order_ids)).order_by(Payment.order_id, Payment.id)
    )
    return {payment.order_id: payment for payment in rows}


async def messages_of(session: AsyncSession, payment_ids: Collection[int]) -> Sequence[RailMessage]:
    """What was said to and by the rails about these attempts, oldest first."""
    rows = await session.scalars(
        select(RailMessage).where(RailMessage.payment_id.in_(payment_ids)).order_by(RailMessage.id)
    )
    return rows.all()


def paid_sum(payments: Sequence[Payment]) -> int:
    """Paisa captured and not given back."""
    return sum(payment.captured - payment.refunded for payment in payments)
