"""The announcements under the menu."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Announcement
from app.content.queries import announcements_at
from app.core.clock import now


async def ticker(session: AsyncSession) -> Sequence[Announcement]:
    """Those that are on now."""
    return await announcements_at(session, now())
