"""Consumers about money."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.payments.cancel import cancel_open
from workers.consumers import Fact, Inside


async def _close_attempts(session: AsyncSession, fact: Fact) -> None:
    await cancel_open(session, fact.aggregate_id)


close_attempts = Inside("close_payment_attempts", _close_attempts)
"""An order that will not happen waits for no money."""
