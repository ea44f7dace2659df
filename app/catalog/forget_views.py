"""Forget what somebody looked at."""

from datetime import timedelta

from sqlalchemy import CursorResult, delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import ViewedProduct
from app.catalog.view_queries import Viewer, viewed_by
from app.core.clock import now

KEPT_FOR = timedelta(days=90)


async def forget_views(session: AsyncSession, viewer: Viewer) -> None:
    """The viewer's whole history."""
    if viewer.is_known:
        await session.execute(delete(ViewedProduct).where(viewed_by(viewer)))


async def forget_old_views(session: AsyncSession) -> int:
    """What was looked at longer than `KEPT_FOR` ago, by anybody; how many rows."""
    result = await session.execute(delete(ViewedProduct).where(ViewedProduct.viewed_at < now() - KEPT_FOR))
    return result.rowcount if isinstance(result, CursorResult) else 0
