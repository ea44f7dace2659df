"""Pages that are kept to be served again: in the process, bounded by bytes, and in Redis for all processes."""

import asyncio
import gzip
import hashlib
import secrets
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import brotli
import msgspec
from redis.asyncio import Redis

from app.core.drop_log import DropLog, Mark, drop
from app.core.redis import REDIS_DOWN
from app.core.settings import Settings
from app.web.edition import Edition
from app.web.encodings import BROTLI_QUALITY, GZIP_LEVEL
from app.web.page_address import Asked, digest

FRESH = 60.0
"""Seconds a page is served without a thought. For what changes without an event: rankings, "new", dates of delivery."""
LIFE = 300.0
"""Seconds until a page is gone. Between the two it is served while one process makes it anew."""
LARGEST = 512_000
"""Bytes of a page before compression; larger ones are not kept."""
_LARGEST_SHARED = 200_000
_SLOTS = 4_096
"""Places in Redis. A page's address decides which is its, and overwrites another page there: more there never are."""
_LOCK_MS = 5_000
_ASKED_ONCE = 4_096
_OVERHEAD = 1_500
_BEST = 11

_UNLOCK = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end"


class KeptPage(msgspec.Struct):
    """An answer 200 with everything that decides whether it may be served again."""

    key: str
    epoch: str
    at: tuple[int, int]
    tags: list[str]
    made_at: float
    """Wall clock, as processes on several machines read it."""
    route: str
    headers: list[tuple[bytes, bytes]]
    """Without length, coding and entity tag, which depend on the coding sent."""
    digest: str
    brotli: bytes
    is_best: bool = False
    """Whether that is the slow, small compression."""
    gzip: bytes = b""
    """Made when the first client asks that takes nothing better."""

    @property
    def mark(self) -> Mark:
        """Where the log stood when its making began."""
        return Mark(self.epoch, self.at)

    @property
    def age(self) -> float:
        """Seconds; at least 0, should clocks differ."""
        return max(0.0, time.time() - self.made_at)

    @property
    def size(self) -> int:
        """Bytes it takes in memory, roughly, whether or not somebody asked for gzip."""
        return 2 * len(self.brotli) + 24 * len(self.tags) + _OVERHEAD

    def body(self, codings: frozenset[str]) -> tuple[bytes, bytes]:
        """The smallest body for a client that takes these codings, and the coding's name (empty for none)."""
        if "br" in codings:
            return self.brotli, b"br"
        if "gzip" not in codings:
            return bytes(brotli.decompress(self.brotli)), b""
        if not self.gzip:
            self.gzip = gzip.compress(brotli.decompress(self.brotli), GZIP_LEVEL, mtime=0)
        return self.gzip, b"gzip"


def make_page(
    key: str, mark: Mark, tags: set[str], route: str, headers: list[tuple[bytes, bytes]], body: bytes
) -> KeptPage:
    """A page just made, compressed quickly, as it is sent at once. What is small follows when somebody asks again."""
    return KeptPage(
        key=key,
        epoch=mark.epoch,
        at=mark.at,
        tags=sorted(tags),
        made_at=time.time(),
        route=route,
        headers=headers,
        digest=hashlib.blake2b(body, digest_size=12).hexdigest(),
        brotli=brotli.compress(body, quality=BROTLI_QUALITY),
    )


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(KeptPage).decode


class KeptPages:
    """All that a process keeps. Off when it may use no memory."""

    def __init__(self, settings: Settings, redis: Redis) -> None:
        self._most_bytes = settings.page_cache_megabytes * 1_000_000
        self._redis = redis
        self._unlock = redis.register_script(_UNLOCK)
        self._log = DropLog(redis)
        self._edition = Edition(settings) if self._most_bytes else None
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._bytes = 0
        self._asked_once: OrderedDict[str, None] = OrderedDict()
        self._compressor: ThreadPoolExecutor | None = None
        self._compressing: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_on(self) -> bool:
        """Whether anything is kept."""
        return self._most_bytes > 0

    @property
    def bytes_used(self) -> int:
        """Of this process's memory."""
        return self._bytes

    async def look(self) -> Mark | None:
        """What was dropped until now is known afterwards; None when Redis is away and nothing may be served."""
        return await self._log.look()

    def when_dropped(self, tag: str, act: Callable[[], None]) -> None:
        """Have something else forgotten together with the pages of that tag."""
        self._log.when_dropped(tag, act)

    async def drop(self, tags: Collection[str]) -> None:
        """Everything with one of these tags is stale, in all processes. Raises what `REDIS_DOWN` names."""
        await drop(self._redis, tags)

    def name(self, asked: Asked) -> str:
        """The page's full name."""
        edition = self._edition.name if self._edition else ""
        return f"{edition}\n{asked.key}"

    def here(self, key: str) -> KeptPage | None:
        """The process's own copy, if it may still be served."""
        page = self._pages.get(key)
        if page is None:
            return None
        if self.is_over(page):
            self.forget(key)
            return None
        self._pages.move_to_end(key)
        return page

    async def shared(self, key: str) -> KeptPage | None:
        """The copy in Redis, if it may still be served; kept here from then on."""
        try:
            raw = await self._redis.get(_slot(key))
            page = _decode(raw) if raw else None
        except (*REDIS_DOWN, msgspec.MsgspecError):
            return None
        if page is None or page.key != key or self.is_over(page):
            return None
        self._keep_here(page)
        return page

    def is_over(self, page: KeptPage) -> bool:
        """Whether it may not be served any more."""
        return page.age > LIFE or self._log.is_stale(page.tags, page.mark)

    async def keep(self, page: KeptPage, *, is_plain: bool) -> None:
        """Keep it here and for the others. A page with a query is kept from the second time on that it is made."""
        if not is_plain and self._is_first_time(page.key):
            return
        self._keep_here(page)
        await self._share(page)

    def forget(self, key: str) -> None:
        """It is no more."""
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= page.size

    async def lock(self, key: str) -> str | None:
        """The right to make the page, for five seconds at most; None when another process has it."""
        token = secrets.token_hex(8)
        try:
            has_it = await self._redis.set(_lock(key), token, nx=True, px=_LOCK_MS)
        except REDIS_DOWN:
            return token
        return token if has_it else None

    async def unlock(self, key: str, token: str) -> None:
        """Give the right back, if it is still ours."""
        try:
            await self._unlock(keys=[_lock(key)], args=[token])
        except REDIS_DOWN:
            return

    def compress_behind(self, page: KeptPage) -> None:
        """Make the best compression in a thread; it costs fifty times the quick one, and saves a third of the bytes."""
        if page.is_best or page.key in self._compressing:
            return
        self._compressing.add(page.key)
        self.do_behind(self._compress(page))

    def do_behind(self, work: Coroutine[Any, Any, None]) -> None:
        """Something that no visitor waits for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End what is still being done behind."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._compressor is not None:
            self._compressor.shutdown(wait=False, cancel_futures=True)

    async def _compress(self, page: KeptPage) -> None:
        if self._compressor is None:
            self._compressor = ThreadPoolExecutor(1, "brotli")
        loop = asyncio.get_running_loop()
        try:
            body = await loop.run_in_executor(self._compressor, _squeeze, page.brotli)
        finally:
            self._compressing.discard(page.key)
        if self._pages.get(page.key) is page:  # else it was dropped or made anew meanwhile
            self.forget(page.key)
            page.brotli, page.is_best = body, True
            self._keep_here(page)
            await self._share(page)

    def _keep_here(self, page: KeptPage) -> None:
        self.forget(page.key)
        self._pages[page.key] = page
        self._bytes += page.size
        while self._bytes > self._most_bytes:
            self.forget(next(iter(self._pages)))

    async def _share(self, page: KeptPage) -> None:
        left = round((LIFE - page.age) * 1000)
        raw = _encode(page)
        if left <= 0 or len(raw) > _LARGEST_SHARED:
            return
        try:
            await self._redis.set(_slot(page.key), raw, px=left)
        except REDIS_DOWN:
            return

    def _is_first_time(self, key: str) -> bool:
        name = digest(key)
        if name in self._asked_once:
            return False
        self._asked_once[name] = None
        if len(self._asked_once) > _ASKED_ONCE:
            self._asked_once.popitem(last=False)
        return True


def _slot(key: str) -> str:
    return f"pages:at:{zlib.crc32(key.encode()) % _SLOTS}"


def _lock(key: str) -> str:
    return f"pages:lock:{digest(key)}"


def _squeeze(quick: bytes) -> bytes:
    return bytes(brotli.compress(brotli.decompress(quick), quality=_BEST))
