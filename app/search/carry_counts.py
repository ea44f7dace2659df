"""Carry the counters of searches from Valkey into PostgreSQL."""

from collections import defaultdict
from collections.abc import Awaitable, Mapping
from datetime import date
from typing import Any, cast

from redis.asyncio import Redis
from redis.exceptions import ResponseError
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.search.counters import COUNTS, Kind
from app.search.models import SearchDay

_TAKEN = "{search}:taken"
_LOCK = 0x0B2E_0007
_ROWS = 5_000
"""Of one statement."""


async def carry_counts(session: AsyncSession, redis: Redis) -> int:
    """Add what was counted since the last time to `search_days`; how many terms of a day changed.

    The counters are forgotten just before the commit: should that fail, a minute is lost, never counted twice.
    """
    await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    try:
        await redis.renamenx(COUNTS, _TAKEN)
    except ResponseError:
        if not await redis.exists(_TAKEN):
            return 0
    return await _carry(session, redis)


async def _carry(session: AsyncSession, redis: Redis) -> int:
    rows = _rows(await cast(Awaitable[dict[bytes, bytes]], redis.hgetall(_TAKEN)))
    for start in range(0, len(rows), _ROWS):
        added = insert(SearchDay).values(rows[start : start + _ROWS])
        sums = {kind.value: SearchDay.__table__.c[kind] + added.excluded[kind] for kind in Kind}
        await session.execute(added.on_conflict_do_update(index_elements=["day", "term"], set_=sums))
    await session.flush()
    await redis.delete(_TAKEN)
    return len(rows)


def _rows(counters: Mapping[bytes, bytes]) -> list[dict[str, Any]]:
    """One row a day and term; every row has every column, as one statement wants."""
    found: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(Kind, 0))
    for name, number in counters.items():
        day, kind, term = name.decode().split("|", 2)
        found[day, term][Kind(kind)] += int(number)
    return [
        {"day": date.fromisoformat(day), "term": term, **counts}
        for (day, term), counts in sorted(found.items())
    ]
