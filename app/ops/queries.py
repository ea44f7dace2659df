"""Reading what the shop wrote down about itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import AuditEntry
from app.core.clock import PAKISTAN
from app.core.pagination import Pagination


@dataclass(frozen=True, slots=True)
class AuditFilters:
    """What narrows the audit log. `search` is part of a name or the whole of an object's id; days are Pakistan's."""

    search: str = ""
    action: str = ""
    on_from: date | None = None
    on_until: date | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of the log."""

    entries: Sequence[AuditEntry]
    pagination: Pagination


async def audit_page(
    session: AsyncSession, filters: AuditFilters, *, page: int = 1, per_page: int = 50
) -> AuditPage:
    """The log, newest first."""
    wanted = _wanted(filters)
    total = await session.scalar(select(func.count()).select_from(AuditEntry).where(*wanted)) or 0
    pagination = Pagination(page, per_page, total)
    entries = await session.scalars(
        select(AuditEntry)
        .where(*wanted)
        .order_by(AuditEntry.id.desc())
        .offset(pagination.offset)
        .limit(per_page)
    )
    return AuditPage(entries.all(), pagination)


async def audit_actions(session: AsyncSession) -> Sequence[str]:
    """Every kind of act in the log, for the filter."""
    return (await session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action))).all()


def _wanted(filters: AuditFilters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.search:
        wanted.append(
            or_(
                AuditEntry.actor_name.icontains(filters.search, autoescape=True),
                func.lower(AuditEntry.object_id) == filters.search.lower(),
            )
        )
    if filters.action:
        wanted.append(AuditEntry.action == filters.action)
    if filters.on_from:
        wanted.append(AuditEntry.created_at >= _midnight(filters.on_from))
    if filters.on_until:
        wanted.append(AuditEntry.created_at < _midnight(filters.on_until + timedelta(days=1)))
    return wanted


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PAKISTAN)
