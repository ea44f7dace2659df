"""Reading redirects."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Redirect
from app.core.pagination import Pagination

PER_PAGE = 50


async def find_redirect(session: AsyncSession, path: str) -> Redirect | None:
    """Where that missing path leads."""
    return await session.scalar(select(Redirect).where(Redirect.from_path == path))


async def redirects_page(
    session: AsyncSession, search: str, *, page: int
) -> tuple[Sequence[Redirect], Pagination]:
    """Those with these letters in either address, newest first."""
    found = or_(
        Redirect.from_path.icontains(search, autoescape=True),
        Redirect.to_path.icontains(search, autoescape=True),
    )
    total = await session.scalar(select(func.count()).select_from(Redirect).where(found))
    pagination = Pagination(page, PER_PAGE, total or 0)
    rows = await session.scalars(
        select(Redirect).where(found).order_by(Redirect.id.desc()).limit(PER_PAGE).offset(pagination.offset)
    )
    return rows.all(), pagination
