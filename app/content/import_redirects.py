"""Take in many redirects at once, all or none."""

import csv
from collections.abc import Iterator
from io import StringIO

from sqlalchemy.ext.asyncio import AsyncSession

from app.content.redirect import redirect
from app.content.redirect_rules import ASK_SOURCE, ASK_TARGET, source_path, target_address
from app.core.audit import Actor
from app.core.errors import Rejected

MOST_LINES = 500
_HEADINGS = ("from", "to")


async def import_redirects(session: AsyncSession, pasted: str, our_origin: str, actor: Actor) -> int:
    """Add a redirect for each line `from,to`; how many. A heading and empty lines are passed over.

    Raises Rejected with a sentence for every bad line, keyed `_1`, `_2`, …, and then nothing was added.
    """
    rows = list(_rows(pasted))
    if not rows:
        raise Rejected(errors={"lines": "Paste lines like /old-page,/c/pens."})
    if len(rows) > MOST_LINES:
        raise Rejected(errors={"lines": f"Paste at most {MOST_LINES} lines at once, not {len(rows):,}."})
    problems: dict[str, str] = {}
    async with session.begin_nested() as part:
        for number, cells in rows:
            try:
                await _add(session, cells, our_origin, actor)
            except Rejected as refused:
                problems[f"_{number}"] = f"Line {number}: {refused.message}"
        if problems:
            await part.rollback()
    if problems:
        raise Rejected(errors=problems)
    return len(rows)


async def _add(session: AsyncSession, cells: list[str], our_origin: str, actor: Actor) -> None:
    if len(cells) != len(_HEADINGS):
        raise Rejected("It needs two parts with a comma between them: from,to.")
    source, target = source_path(cells[0], our_origin), target_address(cells[1], our_origin)
    if source is None:
        raise Rejected(ASK_SOURCE)
    if target is None:
        raise Rejected(ASK_TARGET)
    await redirect(session, source, target, actor)


def _rows(pasted: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line that says something."""
    for number, line in enumerate(pasted.splitlines(), 1):
        if not line.strip():
            continue
        try:
            cells = next(csv.reader(StringIO(line)))
        except csv.Error:
            cells = [line]
        cells = [cell.strip() for cell in cells]
        if number > 1 or tuple(cell.lower() for cell in cells) != _HEADINGS:
            yield number, cells
