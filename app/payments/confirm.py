"""Staff saw the money: a bank transfer arrived, or a rider's cash was handed in."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.clock import now
from app.core.errors import Rejected
from app.core.history import move
from app.core.money import format_money
from app.orders.lock import lock_order
from app.orders.settle import settle
from app.payments.events import PaymentCaptured
from app.payments.gateways import gateway
from app.payments.models import Payment, RailMessage
from app.payments.states import payment as machine


async def confirm_received(
    session: AsyncSession, order_id: int, *, amount: int, reference: str, actor: Actor
) -> Payment:
    """Capture the order's attempt and move the order on (F-091). Saying it twice changes nothing.

    Raises Rejected when the amount is not what is due: too little leaves the order waiting with the shortfall
    named,
    too much is named as well, so that nobody types an amount nobody checked.
    """
    order = await lock_order(session, order_id)
    attempt = await _lock_attempt(session, order.id)
    if attempt.state == "captured":
        return attempt
    rail = gateway(attempt.rail)
    if rail is not None and not rail.is_prepaid and order.state not in {"shipped", "delivered", "completed"}:
        raise Rejected("The rider collects the cash: mark it received once the parcel is on its way.")
    _check(amount, attempt.amount, reference)
    before = attempt.state
    attempt.captured = amount
    attempt.rail_reference = f"{reference} ({order.number})"
    attempt.paid_at = now()
    await session.flush()
    await move(
        session,
        machine,
        attempt,
        "capture",
        PaymentCaptured(attempt.id, order.id),
        actor=actor,
        note=reference,
    )
    _keep_record(session, attempt, reference, actor, before)
    if rail is None or rail.is_prepaid:
        await settle(session, order, actor=actor)
    return attempt


async def _lock_attempt(session: AsyncSession, order_id: int) -> Payment:
    attempt = await session.scalar(
        select(Payment)
        .where(Payment.order_id == order_id)
        .order_by(Payment.id.desc())
        .limit(1)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if attempt is None:
        raise Rejected("This order has no payment to receive.")
    return attempt


def _check(amount: int, due: int, reference: str) -> None:
    if not reference.strip():
        raise Rejected(errors={"reference": "Enter the bank's reference or the receipt number."})
    if amount < due:
        missing = format_money(due - amount)
        raise Rejected(errors={"amount": f"{missing} is missing. The order waits until all of it has come."})
    if amount > due:
        raise Rejected(errors={"amount": f"Only {format_money(due)} is due. Check the amount."})


def _keep_record(session: AsyncSession, attempt: Payment, reference: str, actor: Actor, before: str) -> None:
    session.add(
        RailMessage(
            payment_id=attempt.id,
            rail=attempt.rail,
            direction="in",
            summary="Marked received by staff",
            payload={"reference": reference, "amount": attempt.captured, "by": actor.name},
        )
    )
    audit(
        session,
        actor,
        "payment.receive",
        "payment",
        attempt.our_reference,
        before={"state": before},
        after={"state": attempt.state, "captured": attempt.captured},
        reason=reference,
    )
