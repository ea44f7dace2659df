"""Begin an attempt to pay."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.history import move, note_birth
from app.orders.models import Order
from app.payments.events import PaymentAwaited
from app.payments.models import Payment
from app.payments.states import payment as machine


async def start(session: AsyncSession, order: Order) -> Payment:
    """The first attempt of a newly placed order: the customer is told how to pay, nothing outside is
    called.
    """
    attempt = Payment(
        order_id=order.id,
        rail=order.payment_method,
        our_reference=f"{order.number}-1",
        amount=order.total,
        state="created",
        version=1,
        expires_at=order.hold_expires_at,
    )
    session.add(attempt)
    await session.flush()
    note_birth(session, machine, attempt, "create")
    await move(session, machine, attempt, "await", PaymentAwaited(attempt.id, order.id))
    return attempt
