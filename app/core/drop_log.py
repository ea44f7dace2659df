"""What has gone stale, told to every process through Redis: a log of tags that each reads before it trusts a copy.

A copy remembers where the log stood when its making began (`Mark`) and the tags of what it shows. It is stale when one
of its tags was dropped after that. Reading the log is one round trip, and requests that come together share it, so
nobody ever gets a copy older than a drop that was told before their request came.
"""

import asyncio
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis

from app.core.redis import REDIS_DOWN

log = structlog.get_logger(__name__)

_LOG = "{pages}:dropped"
_EPOCH = "{pages}:epoch"
_KEPT_MS = 600_000
"""How long the log remembers. Twice as long as any copy lives, so a copy never outlives the drop of its tag."""
_EPOCH_SECONDS = 7 * 86_400
_PAUSE_AFTER_LOSS = 2.0
_AT_ONCE = 5_000
_SWEEP_ABOVE = 20_000

Position = tuple[int, int]
"""Of the log's stream: milliseconds, and a number within them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the log stood. `epoch` changes when Redis was emptied or away: nothing from before is believed."""

    epoch: str
    at: Position


async def drop(redis: Redis, tags: Collection[str]) -> None:
    """Declare everything with one of these tags stale, in every process. Raises what `REDIS_DOWN` names."""
    if not tags:
        return
    oldest = int(time.time() * 1000) - _KEPT_MS
    async with redis.pipeline(transaction=False) as pipe:
        pipe.xadd(_LOG, {b"tags": " ".join(sorted(tags))}, minid=oldest)
        pipe.pexpire(_LOG, _KEPT_MS)
        await pipe.execute()


class DropLog:
    """A process's reading of the log."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._dropped: dict[str, Position] = {}
        self._acts: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)
        self._at: Position = (0, 0)
        self._epoch = ""
        self._reading: asyncio.Task[Mark | None] | None = None
        self._next: asyncio.Task[Mark | None] | None = None
        self._lost_until = 0.0
        self._was_lost = False

    async def look(self) -> Mark | None:
        """Read on, beginning after this call; None when Redis is away, and then no copy may be trusted."""
        if time.monotonic() < self._lost_until:
            return None
        if self._next is None:
            self._next = asyncio.create_task(self._read_after(self._reading))
        return await asyncio.shield(self._next)

    def when_dropped(self, tag: str, act: Callable[[], None]) -> None:
        """Have something else forgotten together with the copies of that tag."""
        self._acts[tag].append(act)

    def is_stale(self, tags: Collection[str], mark: Mark) -> bool:
        """Whether something with these tags was dropped since, as far as this process has read."""
        if mark.epoch != self._epoch:
            return True
        if mark.at >= self._at:
            return False
        return any(self._dropped.get(tag, (0, 0)) > mark.at for tag in tags)

    async def _read_after(self, before: "asyncio.Task[Mark | None] | None") -> Mark | None:
        """Who comes while a reading is on its way waits for the next one, together with all others who do."""
        if before is not None and not before.done():
            await asyncio.wait([before])
        self._reading, self._next = self._next, None
        try:
            await self._read()
        except REDIS_DOWN as error:
            self._lost_until = time.monotonic() + _PAUSE_AFTER_LOSS
            self._was_lost = True
            log.warning("pages.redis_lost", error=type(error).__name__)
            return None
        return Mark(self._epoch, self._at)

    async def _read(self) -> None:
        if self._was_lost:
            await self._redis.set(_EPOCH, secrets.token_hex(8), ex=_EPOCH_SECONDS)
            self._was_lost = False
        while True:
            async with self._redis.pipeline(transaction=False) as pipe:
                pipe.get(_EPOCH)
                pipe.xread({_LOG: f"{self._at[0]}-{self._at[1]}"}, count=_AT_ONCE)
                epoch, news = await pipe.execute()
            if epoch is None:
                await self._redis.set(_EPOCH, secrets.token_hex(8), ex=_EPOCH_SECONDS, nx=True)
                continue
            if epoch.decode() != self._epoch:
                self._epoch = epoch.decode()
                self._forget_all()
            entries = news[0][1] if news else []
            for position, fields in entries:
                self._note(position, fields)
            if len(entries) < _AT_ONCE:
                break
        self._sweep()

    def _note(self, position: bytes, fields: dict[bytes, bytes]) -> None:
        milliseconds, _, number = position.partition(b"-")
        self._at = int(milliseconds), int(number)
        for tag in fields[b"tags"].decode().split():
            self._dropped[tag] = self._at
            for act in self._acts.get(tag, ()):
                act()

    def _forget_all(self) -> None:
        """Redis was emptied or away, and drops may have been missed."""
        for acts in self._acts.values():
            for act in acts:
                act()

    def _sweep(self) -> None:
        """Forget drops that are older than any copy."""
        if len(self._dropped) > _SWEEP_ABOVE:
            oldest = self._at[0] - _KEPT_MS
            self._dropped = {tag: at for tag, at in self._dropped.items() if at[0] >= oldest}
