"""Add, change, move and remove what staff write: slides, announcements, the home page's bands, text pages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.errors import PageIsNeeded
from app.content.events import ContentChanged
from app.content.models import Announcement, Banner, HomeSection, Page
from app.content.page_paths import FIXED, page_path
from app.content.redirect import forget_redirect, redirect
from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.core.outbox import record

Written = Banner | Announcement | HomeSection | Page
Ordered = Banner | Announcement | HomeSection

KINDS: Mapping[type[Any], str] = {
    Banner: "banner",
    Announcement: "announcement",
    HomeSection: "home_section",
    Page: "page",
}
"""What each is called in events and in the audit log."""
_NEITHER = {"id", "created_at", "updated_at"}
_ALONE = text("SELECT pg_advisory_xact_lock(hashtext('content.edit'))")
"""Edits are rare and short: one at a time, so that places and the events' numbers never collide."""


async def add(session: AsyncSession, row: Written, actor: Actor) -> None:
    """Put it last in its line. Raises Rejected for a page whose address is taken."""
    await session.execute(_ALONE)
    if isinstance(row, Page):
        await _check_address(session, row.slug, 0)
        await forget_redirect(session, page_path(row.slug))
    else:
        table: type[Any] = type(row)
        last = await session.scalar(select(func.max(table.position)))
        row.position = 0 if last is None else last + 1
    session.add(row)
    await session.flush()
    await _note(session, row, actor, "add", after=_facts(row), paths=_paths(row))


async def change(session: AsyncSession, row: Written, values: Mapping[str, Any], actor: Actor) -> None:
    """Give it these values; saying what it says already is no change. A page that moves leaves a redirect behind."""
    await session.execute(_ALONE)
    before, was_at = _facts(row), _paths(row)
    if isinstance(row, Page):
        if row.slug in FIXED and (values["slug"] != row.slug or not values["is_published"]):
            raise PageIsNeeded
        await _check_address(session, values["slug"], row.id)
    for name, value in values.items():
        setattr(row, name, value)
    after = _facts(row)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    if isinstance(row, Page) and _paths(row) != was_at:
        await forget_redirect(session, page_path(row.slug))
        await redirect(session, was_at[0], page_path(row.slug), actor)
    await session.flush()
    old, new = ({name: facts[name] for name in changed} for facts in (before, after))
    await _note(session, row, actor, "change", before=old, after=new, paths={*was_at, *_paths(row)})


async def remove(session: AsyncSession, row: Written, actor: Actor) -> None:
    """Gone for good; the audit log keeps what it said. Raises PageIsNeeded for pages that the shop itself links to."""
    await session.execute(_ALONE)
    if isinstance(row, Page) and row.slug in FIXED:
        raise PageIsNeeded
    await session.delete(row)
    await session.flush()
    await _note(session, row, actor, "remove", before=_facts(row), paths=_paths(row))


async def move(session: AsyncSession, row: Ordered, step: int, actor: Actor) -> bool:
    """One place up (-1) or down (1); False when it stands at that end already."""
    await session.execute(_ALONE)
    table: type[Any] = type(row)
    rows = list(
        (
            await session.scalars(
                select(table)
                .order_by(table.position, table.id)
                .with_for_update()
                .execution_options(populate_existing=True)
            )
        ).all()
    )
    before = rows.index(row)
    after = before + step
    if not 0 <= after < len(rows):
        return False
    rows.insert(after, rows.pop(before))
    for position, one in enumerate(rows):
        one.position = position
    await session.flush()
    await _note(session, row, actor, "move", before={"position": before}, after={"position": after})
    return True


async def _check_address(session: AsyncSession, slug: str, own_id: int) -> None:
    taken = await session.scalar(select(Page.id).where(Page.slug == slug, Page.id != own_id))
    if taken is not None:
        raise Rejected(errors={"slug": "Another page has this address."})


async def _note(
    session: AsyncSession,
    row: Written,
    actor: Actor,
    act: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    paths: set[str] | list[str] | None = None,
) -> None:
    kind = KINDS[type(row)]
    audit(session, actor, f"{kind}.{act}", kind, row.id, before=before, after=after)
    await record(session, ContentChanged(row.id, kind, tuple(sorted(paths or ()))))


def _paths(row: Written) -> list[str]:
    return [page_path(row.slug)] if isinstance(row, Page) else []


def _facts(row: Written) -> dict[str, Any]:
    columns = [column.key for column in cast(Any, type(row)).__table__.columns if column.key not in _NEITHER]
    return {name: _plain(getattr(row, name)) for name in columns}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
