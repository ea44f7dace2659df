"""What counting a whole list said, kept by each process until something about lists changes, for half a minute at most.

A page made for everybody looks at the log of drops before anything else (`app.core.drop_log`), so a new price, product
or shelf is in the very next one. What lists only say in passing, how many things are in stock, may be this old.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

_KEPT = 30.0
_MOST = 200

T = TypeVar("T")


class ListMemory:
    """Of this process; the lists that were asked for last."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._times_forgotten = 0

    async def recall(self, name: Hashable, load: Callable[[], Awaitable[T]]) -> T:
        """What is called so. It is shared: nobody may change it. Only for pages that are made for everybody."""
        until, known = self._known.get(name, (0.0, None))
        if time.monotonic() < until:
            return known  # type: ignore[no-any-return]
        before = self._times_forgotten
        fresh = await load()
        if before == self._times_forgotten:  # else it may be from before the change
            self._known[name] = time.monotonic() + _KEPT, fresh
            self._known.move_to_end(name)
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        return fresh

    def forget(self) -> None:
        """Something about lists has changed."""
        self._times_forgotten += 1
        self._known.clear()
