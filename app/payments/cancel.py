"""Nobody waits for this money any more."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.history import move
from app.orders.lock import lock_order
from app.payments.events import PaymentCancelled
from app.payments.models import Payment
from app.payments.states import OPEN
from app.payments.states import payment as machine


async def cancel_open(session: AsyncSession, order_id: int) -> int:
    """Close the order's open attempts after it was cancelled or expired; how many. Money that still comes is
    captured all the same and settles as the late-payment rule says.
    """
    await lock_order(session, order_id)
    attempts = await session.scalars(
        select(Payment)
        .where(Payment.order_id == order_id, Payment.state.in_(OPEN))
        .order_by(Payment.id)
        .with_for_update(key_share=True)
    )
    closed = 0
    for attempt in attempts:
        event = PaymentCancelled(attempt.id, order_id)
        closed += await move(session, machine, attempt, "cancel", event)
    return closed
