"""Give back what was held for orders that nobody paid or confirmed (F-133)."""

from functools import partial

import structlog

from app.core.db import SessionMaker, in_transaction
from app.orders.expire import expire, next_due

log = structlog.get_logger(__name__)


async def expire_due(sessions: SessionMaker, limit: int = 100) -> int:
    """Expire up to `limit` orders whose hold ran out, each in a transaction of its own; how many.

    Safe to run twice at once: what another run holds is passed over, and an order expires once. An order that fails is
    logged and passed over too, so that it cannot hold up the others. Bank and cash holds have nothing outside to
    close; rails that have will be closed here, before the release and outside any transaction.
    """
    seen: set[int] = set()
    expired = 0
    while len(seen) < limit:
        async with sessions() as session:
            order_id = await next_due(session, seen)
        if order_id is None:
            break
        seen.add(order_id)
        try:
            expired += await in_transaction(sessions, partial(expire, order_id=order_id))
        except Exception:
            log.exception("order_not_expired", order_id=order_id)
    return expired
