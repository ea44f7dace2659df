"""What is bought together: a little after each order, everything each night (F-053)."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.orders.pair_products import pair_all, pair_order
from workers.consumers import Fact, Inside, Tools


async def _pair(session: AsyncSession, fact: Fact) -> None:
    await pair_order(session, fact.aggregate_id)


learn_from_order = Inside("co_purchases", _pair, stops_when_dead=False)
"""The consumer of OrderPlaced."""


async def learn_what_goes_together(tools: Tools) -> None:
    """The nightly run over all orders."""
    async with tools.sessions() as session, session.begin():
        await pair_all(session)
