"""Call an order off."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.core.history import move
from app.inventory.release import release
from app.orders.events import OrderCancelled
from app.orders.lock import lock_order
from app.orders.models import Order
from app.orders.states import order as machine


async def cancel(session: AsyncSession, order_id: int, *, actor: Actor, reason: str, by_staff: bool) -> Order:
    """Cancel and release what was held, in one transaction (F-134).

    Raises Rejected without a reason, Refused once it was shipped; a customer may cancel only what is pending.
    Open payment attempts are closed by a reaction to OrderCancelled, as payments stand above orders.
    """
    if not reason.strip():
        raise Rejected(errors={"reason": "Say why the order is cancelled."})
    order = await lock_order(session, order_id)
    before = order.state
    event = "staff_cancel" if by_staff else "customer_cancel"
    if await move(session, machine, order, event, OrderCancelled(order.id), actor=actor, note=reason):
        await release(session, order.id, actor=actor, reason=reason)
        order.hold_expires_at = None
        audit(
            session,
            actor,
            "order.cancel",
            "order",
            order.number,
            before={"state": before},
            after={"state": order.state},
            reason=reason,
        )
    return order
