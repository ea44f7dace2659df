"""Holds that ran out (F-133)."""

import time

from app.checkout.expire import expire_due
from workers.consumers import Tools

_BATCH = 100
_ENOUGH_SECONDS = 20.0


async def expire_holds(tools: Tools) -> int:
    """Expire what is due, batch after batch, for at most 20 s; how many orders. The next run does the rest."""
    began, expired = time.monotonic(), 0
    while time.monotonic() - began < _ENOUGH_SECONDS:
        batch = await expire_due(tools.sessions, _BATCH)
        expired += batch
        if batch < _BATCH:
            break
    return expired
