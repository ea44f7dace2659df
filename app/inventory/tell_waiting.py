"""Stock came back: decide who of those who wait is told, first come first told (X-16)."""

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, Variant
from app.core.outbox import record
from app.inventory.events import StockReturned
from app.inventory.models import StockAlert
from app.inventory.queries import NONE_LEFT, availability

HEAD_START = timedelta(hours=24)
"""For how long a unit counts as offered to the one who was told of it. After that the next in the queue hears."""


async def tell_waiting(session: AsyncSession, variant_id: int) -> int:
    """Mark as told as many as there are units not yet offered to others, and record a StockReturned for each; how many.

    One at a time for each variant, so that two returns at once never offer the same units twice.
    """
    await session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(f"stock_alert:{variant_id}", 0)))
    )
    units = (await availability(session, [variant_id])).get(variant_id, NONE_LEFT).available
    offered = await session.scalar(
        select(func.count()).where(
            StockAlert.variant_id == variant_id, StockAlert.told_at > func.now() - HEAD_START
        )
    )
    free = units - (offered or 0)
    if free < 1:
        return 0
    next_ones = (
        select(StockAlert.id)
        .join(Variant, Variant.id == StockAlert.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .where(
            StockAlert.variant_id == variant_id,
            StockAlert.told_at.is_(None),
            Variant.is_active,
            Product.state == "published",
        )
        .order_by(StockAlert.id)
        .limit(free)
    )
    told = await session.scalars(
        update(StockAlert)
        .where(StockAlert.id.in_(next_ones), StockAlert.told_at.is_(None))
        .values(told_at=func.now())
        .returning(StockAlert.id)
        .execution_options(synchronize_session=False)
    )
    ids = sorted(told)
    for alert_id in ids:
        await record(session, StockReturned(alert_id, variant_id), version=1)
    return len(ids)
