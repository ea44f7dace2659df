"""Stop waiting for stock."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.inventory.models import StockAlert


async def stop_waiting(session: AsyncSession, alert_id: int) -> int:
    """Forget everything that the owner of this alert still waits for; how many that were. Twice is harmless."""
    email = select(StockAlert.email).where(StockAlert.id == alert_id).scalar_subquery()
    gone = await session.scalars(
        delete(StockAlert)
        .where(StockAlert.email == email, StockAlert.told_at.is_(None))
        .returning(StockAlert.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())
