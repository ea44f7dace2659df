"""Rebuilding the whole index because staff ask for it: asked here, done by the slow worker."""

from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.clock import now
from app.search.models import SearchRebuild

GIVEN_UP = timedelta(minutes=2)
"""A rebuild that told nothing for so long has lost its worker."""


async def ask_rebuild(session: AsyncSession, *, actor: Actor) -> bool:
    """Ask for one; False when one is under way already."""
    asked = await session.scalar(
        insert(SearchRebuild).values({}).on_conflict_do_nothing().returning(SearchRebuild.id)
    )
    if asked is not None:
        audit(session, actor, "search_index.rebuild", "search_index", asked)
    return asked is not None


async def take_rebuild(session: AsyncSession) -> int | None:
    """The id of one that waits, or whose worker was lost; it is the caller's now."""
    moment = now()
    waiting = (
        select(SearchRebuild.id)
        .where(
            SearchRebuild.finished_at.is_(None),
            or_(SearchRebuild.touched_at.is_(None), SearchRebuild.touched_at < moment - GIVEN_UP),
        )
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken: int | None = await session.scalar(
        update(SearchRebuild)
        .where(SearchRebuild.id == waiting)
        .values(started_at=moment, touched_at=moment, done=0, total=0)
        .returning(SearchRebuild.id)
    )
    return taken


async def tell_progress(session: AsyncSession, rebuild_id: int, done: int, total: int) -> None:
    """How far it is."""
    await _set(session, rebuild_id, done=done, total=total, touched_at=now())


async def finish_rebuild(session: AsyncSession, rebuild_id: int, error: str = "") -> None:
    """It is done, or went wrong for this reason."""
    await _set(session, rebuild_id, finished_at=now(), error=error)


async def put_back(session: AsyncSession, rebuild_id: int) -> None:
    """Another process is rebuilding: it waits for its turn."""
    await _set(session, rebuild_id, started_at=None, touched_at=None)


async def last_rebuild(session: AsyncSession) -> SearchRebuild | None:
    """The one under way, or the last one."""
    found: SearchRebuild | None = await session.scalar(
        select(SearchRebuild)
        .order_by(SearchRebuild.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found


async def _set(session: AsyncSession, rebuild_id: int, **values: object) -> None:
    await session.execute(update(SearchRebuild).where(SearchRebuild.id == rebuild_id).values(**values))
