"""How often something may happen: leaky buckets in Redis, all of a request in one round trip.

Each bucket is one number, the time at which it will be full again (the generic cell rate algorithm), so there is
nothing to sweep and no window edge to slip through.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis

from app.core.redis import REDIS_DOWN

log = structlog.get_logger(__name__)

_PAUSE_AFTER_LOSS = 2.0
_MOST_LOCAL_BUCKETS = 20_000

_SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local full_at = {}
local refused, wait = 0, 0
for i, key in ipairs(KEYS) do
  local burst, interval = tonumber(ARGV[i * 2 - 1]), tonumber(ARGV[i * 2])
  local next_full = math.max(now, tonumber(redis.call('GET', key) or 0)) + interval
  local missing = next_full - burst * interval - now
  if missing > wait then refused, wait = i, missing end
  full_at[i] = next_full
end
if refused == 0 then
  for i, key in ipairs(KEYS) do
    redis.call('SET', key, string.format('%.0f', full_at[i]), 'PX', math.ceil(full_at[i] - now))
  end
end
return {refused, math.ceil(wait)}
"""


@dataclass(frozen=True, slots=True)
class Bucket:
    """`burst` takings at once, then one every `interval` milliseconds."""

    key: str
    burst: int
    interval: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """`refused` is the index of the bucket that was empty (None when all had room); `wait` in whole
    seconds.
    """

    refused: int | None
    wait: int

    @property
    def allowed(self) -> bool:
        """Whether the act may go on."""
        return self.refused is None


class RateLimiter:
    """Counts in Redis. When Redis is away, this process counts by itself at half the rate."""

    def __init__(self, redis: Redis, prefix: str = "limit") -> None:
        self.prefix = prefix
        self._script = redis.register_script(_SCRIPT)
        self._local: dict[str, float] = {}
        self._lost_until = 0.0

    async def take(self, buckets: Sequence[Bucket]) -> Verdict:
        """Take one from every bucket, or from none when one is empty."""
        if time.monotonic() < self._lost_until:
            return self._take_here(buckets)
        try:
            refused, wait = await self._script(
                keys=[f"{self.prefix}:{bucket.key}" for bucket in buckets],
                args=[number for bucket in buckets for number in (bucket.burst, bucket.interval)],
            )
        except REDIS_DOWN as error:
            self._lost_until = time.monotonic() + _PAUSE_AFTER_LOSS
            log.warning("rate_limit.redis_lost", error=type(error).__name__)
            return self._take_here(buckets)
        return _verdict(refused, wait)

    def _take_here(self, buckets: Sequence[Bucket]) -> Verdict:
        now = time.monotonic() * 1000
        refused, wait, full_at = 0, 0.0, {}
        for number, bucket in enumerate(buckets, start=1):
            burst, interval = max(1, bucket.burst // 2), bucket.interval * 2
            full_at[bucket.key] = max(now, self._local.get(bucket.key, 0.0)) + interval
            missing = full_at[bucket.key] - burst * interval - now
            if missing > wait:
                refused, wait = number, missing
        if not refused:
            self._forget_full_ones(now)
            self._local.update(full_at)
        return _verdict(refused, wait)

    def _forget_full_ones(self, now: float) -> None:
        if len(self._local) >= _MOST_LOCAL_BUCKETS:
            self._local = {key: full for key, full in self._local.items() if full > now}
        if len(self._local) >= _MOST_LOCAL_BUCKETS:
            self._local.clear()


def _verdict(refused: int, wait: float) -> Verdict:
    return Verdict(refused - 1 if refused else None, math.ceil(wait / 1000))
