"""The customer of a cash order said yes: it may be packed."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.core.history import move
from app.inventory.commit import commit
from app.orders.events import OrderConfirmed
from app.orders.lock import lock_order
from app.orders.models import Order
from app.orders.states import order as machine


async def confirm(session: AsyncSession, order_id: int, *, actor: Actor, note: str = "") -> Order:
    """Confirm a cash-on-delivery order and commit its stock.

    Raises Rejected for other orders, Refused when late.
    """
    order = await lock_order(session, order_id)
    if order.payment_method != "cod":
        raise Rejected("Only a cash-on-delivery order is confirmed by hand.")
    if await move(session, machine, order, "cod_confirmed", OrderConfirmed(order.id), actor=actor, note=note):
        await commit(session, order.id, actor=actor)
        order.hold_expires_at = None
        audit(
            session, actor, "order.confirm", "order", order.number, after={"state": order.state}, reason=note
        )
    return order
