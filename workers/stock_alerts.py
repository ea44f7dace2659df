"""Consumers and a chore about those who wait for stock (X-16)."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import in_transaction
from app.inventory.queries import awaited_variants
from app.inventory.tell_waiting import tell_waiting
from app.notifications.emails import back_in_stock
from app.notifications.queries import stock_notice
from app.notifications.send import send
from workers.consumers import Fact, Inside, Outside, Tools

_NAME = "stock_alerts"


async def _variant(session: AsyncSession, fact: Fact) -> None:
    await tell_waiting(session, int(fact.payload["variant_id"]))


async def _products(session: AsyncSession, fact: Fact) -> None:
    for variant_id in await awaited_variants(session, list(fact.payload["product_ids"])):
        await tell_waiting(session, variant_id)


async def _mail(tools: Tools, fact: Fact) -> None:
    async with tools.sessions() as session:
        notice = await stock_notice(session, fact.aggregate_id)
    if notice is not None:
        email = back_in_stock(tools.press, notice)
        key = f"{email.kind}:{notice.alert_id}"
        await send(tools.sessions, tools.sender, tools.press.settings, email, key=key)


tell_about_variant = Inside(_NAME, _variant, stops_when_dead=False)
"""The consumer of events that put units of one variant back."""
tell_about_products = Inside(_NAME, _products, stops_when_dead=False)
"""The consumer of imports."""
mail_stock_returned = Outside("stock_alert_email", _mail)
"""The consumer of StockReturned."""


async def tell_all_waiting(tools: Tools) -> int:
    """Look at everything awaited: units that came by other ways, and head starts that ran out; how many are told."""
    async with tools.sessions() as session:
        variants = await awaited_variants(session)
    told = 0
    for variant_id in variants:

        async def tell(session: AsyncSession, variant_id: int = variant_id) -> int:
            return await tell_waiting(session, variant_id)

        told += await in_transaction(tools.sessions, tell)
    return told
