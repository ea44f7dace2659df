"""Many synonyms at once, pasted as lines of CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.search.models import SearchSynonym
from app.search.normalise import sound_of
from app.search.save_synonym import phrases_of

MOST_LINES = 1_000
_ONE_WAY = {"one way", "one-way", "oneway", "1", "yes", "->"}
_BOTH_WAYS = {"", "both", "both ways", "two way", "0", "no"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be taken. `number` counts from 1."""

    number: int
    word: str
    means: str
    is_one_way: bool


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted: lines that can be taken, and for each other line a sentence."""

    lines: Sequence[Line]
    errors: Sequence[tuple[int, str]]


def read_synonyms(text: str) -> Pasted:
    """`word, means[, one way]` a line; empty lines and a heading are passed over."""
    lines: list[Line] = []
    errors: list[tuple[int, str]] = []
    for number, row in enumerate(_rows(text), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and [cell.lower() for cell in cells[:2]] == ["word", "means"]):
            continue
        if number > MOST_LINES:
            errors.append((number, f"At most {MOST_LINES} lines at once. Paste the rest afterwards."))
            break
        try:
            lines.append(_line(number, cells))
        except Rejected as rejected:
            errors.append((number, " ".join((rejected.errors or {"": rejected.message}).values())))
    return Pasted(lines, errors)


async def add_synonyms(session: AsyncSession, lines: Sequence[Line], *, actor: Actor) -> int:
    """Add them all; those that are known already stay as they are. How many are new."""
    known = {tuple(row) for row in await session.execute(select(SearchSynonym.word, SearchSynonym.means))}
    turned = {(means, word) for word, means in known}
    rows = {
        (line.word, line.means): {
            "word": line.word,
            "means": line.means,
            "sound": sound_of(line.word),
            "is_one_way": line.is_one_way,
            "source": "staff",
        }
        for line in lines
        if (line.word, line.means) not in known | turned
    }
    if not rows:
        return 0
    added = await session.scalars(
        insert(SearchSynonym).values(list(rows.values())).on_conflict_do_nothing().returning(SearchSynonym.id)
    )
    count = len(added.all())
    audit(session, actor, "synonym.paste", "synonym", "many", after={"added": count})
    return count


def _rows(text: str) -> list[list[str]]:
    """Each line by itself, so that a stray quotation mark spoils no other line."""
    return [
        next(csv.reader(io.StringIO(line), delimiter=";" if ";" in line and "," not in line else ","), [])
        for line in text.splitlines()
    ]


def _line(number: int, cells: Sequence[str]) -> Line:
    if not 2 <= len(cells) <= 3:
        raise Rejected("Write two words with a comma between them, and “one way” behind them if you like.")
    way = cells[2].lower() if len(cells) == 3 else ""
    if way not in _ONE_WAY | _BOTH_WAYS:
        raise Rejected(f"“{cells[2]}” is no direction. Write “one way” or nothing.")
    word, means = phrases_of(cells[0], cells[1])
    return Line(number, word, means, way in _ONE_WAY)
