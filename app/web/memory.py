"""What every page needs and staff seldom change (rates of delivery, of tax), kept by each process for half a minute."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

_KEPT = 30.0

T = TypeVar("T")


class Memory:
    """Of this process. `is_on` goes with the keeping of pages: who wants to see each change at once gets it."""

    def __init__(self, *, is_on: bool) -> None:
        self._is_on = is_on
        self._known: dict[str, tuple[float, Any]] = {}

    async def recall(self, name: str, load: Callable[[], Awaitable[T]]) -> T:
        """What is called so, at most half a minute old. It is shared: nobody may change it."""
        until, known = self._known.get(name, (0.0, None))
        if time.monotonic() < until:
            return known  # type: ignore[no-any-return]
        fresh = await load()
        if self._is_on:
            self._known[name] = time.monotonic() + _KEPT, fresh
        return fresh
