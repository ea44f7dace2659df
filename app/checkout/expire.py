"""Give back what was held for orders that nobody paid or confirmed (F-133)."""

from app.core.db import SessionMaker, in_transaction
from app.orders.expire import expire_one


async def expire_due(sessions: SessionMaker, limit: int = 100) -> int:
    """Expire up to `limit` orders whose hold ran out, each in a transaction of its own; how many.

    Safe to run twice at once: claimed rows are skipped, and an order expires once. Bank and cash holds have
    nothing
    outside to close; rails that have will be closed here, before the release and outside any transaction.
    """
    for done in range(limit):
        if await in_transaction(sessions, expire_one) is None:
            return done
    return limit
