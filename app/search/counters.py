"""Counters of searches in Valkey, where counting costs a search nothing; the worker carries them into PostgreSQL."""

from collections.abc import Sequence
from enum import StrEnum

from redis.asyncio import Redis

from app.core.clock import in_pakistan, now
from app.core.redis import REDIS_DOWN

COUNTS = "{search}:counts"
MOST_FIELDS = 20_000
"""Between two carryings. Whoever floods the shop with made-up words fills this and nothing more."""
_ONCE_SECONDS = 1_800
"""The same person counts once for the same term within this time: a page that is loaded again is no new search."""

_SCRIPT = """
if KEYS[3] and redis.call('EXISTS', KEYS[3]) == 0 then return 0 end
if not redis.call('SET', KEYS[2], 1, 'NX', 'EX', ARGV[1]) then return 0 end
for i = 3, #ARGV do
  if redis.call('HEXISTS', KEYS[1], ARGV[i]) == 1 or redis.call('HLEN', KEYS[1]) < tonumber(ARGV[2]) then
    redis.call('HINCRBY', KEYS[1], ARGV[i], 1)
  end
end
return 1
"""


class Kind(StrEnum):
    """What is counted of a term: the columns of `search_days`."""

    SEARCHES = "searches"
    EMPTY = "empty"
    CLOSE = "close"
    CLICKS = "clicks"


def field_of(kind: Kind, term: str) -> str:
    """`2026-11-23|clicks|gel pen`: a counter of today."""
    return f"{in_pakistan(now()).date().isoformat()}|{kind}|{term}"


async def count_up(
    redis: Redis, term: str, kinds: Sequence[Kind], *, once: str, after: str | None = None
) -> bool:
    """Count each kind for the term, unless `once` (nobody can read from it who it is) was here a moment ago.

    With `after` only if that one was here before. Whether it was counted; without Valkey nothing is.
    """
    fields = [field_of(kind, term) for kind in kinds]
    keys = [COUNTS, *(f"{{search}}:once:{mark}" for mark in (once, after) if mark)]
    try:
        counted = await redis.register_script(_SCRIPT)(keys=keys, args=[_ONCE_SECONDS, MOST_FIELDS, *fields])
    except REDIS_DOWN:
        return False
    return bool(counted)
