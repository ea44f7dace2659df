"""Lead an old address to a new one. No redirect ever leads to another one: what would is joined at once."""

from urllib.parse import quote

from sqlalchemy import delete, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.errors import RedirectExists, RedirectLoops
from app.content.models import Redirect
from app.content.redirect_rules import path_of
from app.core.audit import Actor, audit
from app.core.errors import NotFound

_ALONE = text("SELECT pg_advisory_xact_lock(hashtext('content.redirects'))")
"""Two people could each add half of a loop."""


async def redirect(session: AsyncSession, source: str, target: str, actor: Actor) -> Redirect:
    """Add one. `source` and `target` are as `redirect_rules` returns them.

    A target that is itself an old address is replaced by where that leads; older redirects to `source` now lead to the
    target. Raises RedirectExists, RedirectLoops.
    """
    await session.execute(_ALONE)
    if await session.scalar(select(Redirect.id).where(Redirect.from_path == source)) is not None:
        raise RedirectExists(errors={"source": f"{source} leads somewhere already. Change that redirect."})
    row = Redirect(from_path=source, to_path=await _end_of(session, source, target))
    session.add(row)
    await session.flush()
    await _join(session, row)
    audit(session, actor, "redirect.add", "redirect", row.id, after=_facts(row))
    return row


async def change_redirect(
    session: AsyncSession, redirect_id: int, source: str, target: str, actor: Actor
) -> Redirect:
    """Change one. Raises NotFound, RedirectExists, RedirectLoops."""
    await session.execute(_ALONE)
    row = await _find(session, redirect_id)
    other = select(Redirect.id).where(Redirect.from_path == source, Redirect.id != redirect_id)
    if await session.scalar(other) is not None:
        raise RedirectExists(errors={"source": f"{source} leads somewhere already. Change that redirect."})
    before = _facts(row)
    end = await _end_of(session, source, target, but=redirect_id)
    row.from_path, row.to_path = source, end
    await session.flush()
    await _join(session, row)
    if _facts(row) != before:
        audit(session, actor, "redirect.change", "redirect", row.id, before=before, after=_facts(row))
    return row


async def remove_redirect(session: AsyncSession, redirect_id: int, actor: Actor) -> None:
    """Let the old address be missing again. Raises NotFound."""
    row = await _find(session, redirect_id)
    await session.delete(row)
    audit(session, actor, "redirect.remove", "redirect", row.id, before=_facts(row))


async def forget_redirect(session: AsyncSession, source: str) -> None:
    """A page moves in at this address, so nothing leads away from it any more."""
    await session.execute(delete(Redirect).where(Redirect.from_path == source))


async def _end_of(session: AsyncSession, source: str, target: str, but: int = 0) -> str:
    """Where the target leads in the end; one look is enough, as no redirect leads to another."""
    path = path_of(target)
    if path == source:
        raise RedirectLoops(errors={"target": "It would lead to itself."})
    if path is None:
        return target
    further = await session.scalar(
        select(Redirect.to_path).where(Redirect.from_path == path, Redirect.id != but)
    )
    if further is None:
        return target
    if path_of(further) == source:
        raise RedirectLoops(errors={"target": f"{path} leads back to {source}, so nobody would ever arrive."})
    return further


async def _join(session: AsyncSession, row: Redirect) -> None:
    """Older redirects to what is now an old address lead on directly."""
    leading_here = select(Redirect).where(
        or_(
            Redirect.to_path.startswith(row.from_path, autoescape=True),
            Redirect.to_path.startswith(quote(row.from_path), autoescape=True),
        )
    )
    for older in await session.scalars(leading_here):
        if path_of(older.to_path) == row.from_path and older.id != row.id:
            older.to_path = row.to_path
    await session.flush()


async def _find(session: AsyncSession, redirect_id: int) -> Redirect:
    row = await session.get(Redirect, redirect_id, with_for_update=True)
    if row is None:
        raise NotFound
    return row


def _facts(row: Redirect) -> dict[str, str]:
    return {"from": row.from_path, "to": row.to_path}
