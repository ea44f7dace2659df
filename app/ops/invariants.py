"""The laws of the shop (reliability reference, §1) and the one look that tests them all at the same moment."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.ops.checkers import events, keys, money, records, search, stock
from app.ops.law import Law, Result

LAWS: tuple[Law, ...] = (*stock.LAWS, *money.LAWS, *events.LAWS, *keys.LAWS, *records.LAWS, *search.LAWS)

MOST_OFFENDERS = 20
"""Named per law; when there are more, a last line says so."""

_TIME_LIMIT = "SET LOCAL statement_timeout = '120s'"


async def check_all(session: AsyncSession, laws: Sequence[Law] = LAWS) -> list[Result]:
    """What each law's checker finds, all of them in one snapshot that can write nothing.

    The session must be fresh: a snapshot cannot be taken once its transaction has looked at something.
    """
    await session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    await session.execute(text(_TIME_LIMIT))
    return [await _check(session, law) for law in laws]


async def _check(session: AsyncSession, law: Law) -> Result:
    found = await session.execute(text(f"{law.sql} LIMIT {MOST_OFFENDERS + 1}"))
    offenders = [str(offender) for offender in found.scalars()]
    if len(offenders) > MOST_OFFENDERS:
        offenders[MOST_OFFENDERS:] = ["… and more"]
    return Result(law.code, law.title, offenders)
