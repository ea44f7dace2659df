"""Staff remark something about an order."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core import idempotency
from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.orders.lock import lock_order
from app.orders.models import OrderNote

LONGEST = 2_000


async def add_note(session: AsyncSession, order_id: int, *, text: str, key: str, actor: Actor) -> bool:
    """Keep an internal note; False when the form with this key had been sent before.

    Raises Rejected for an empty note, one over 2,000 characters, or a key that no form of ours carries.
    """
    if not text.strip():
        raise Rejected(errors={"text": "Write the note first."})
    if len(text) > LONGEST:
        raise Rejected(errors={"text": f"Use at most {LONGEST:,} characters."})
    if not idempotency.is_well_formed(key):
        raise Rejected("This form is too old. Load the page again.")
    order = await lock_order(session, order_id)
    scope = f"order-note:{order.id}"
    if await idempotency.find(session, scope, key) is not None:
        return False
    note = OrderNote(order_id=order.id, actor_id=actor.account_id, actor_name=actor.name, text=text.strip())
    session.add(note)
    await session.flush()
    idempotency.remember(session, scope, key, note.id)
    audit(session, actor, "order.note", "order", order.number)
    return True
