"""Names of categories and brands, kept by each process for a minute: each letter typed looks them through."""

import time
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from app.search.shelves import Shelf, load_shelves

_KEPT = 60.0


class ShelfCache:
    """The shelves of this process."""

    def __init__(self) -> None:
        self._shelves: Sequence[Shelf] = ()
        self._fresh_until = 0.0

    async def get(self, session: AsyncSession) -> Sequence[Shelf]:
        """All shelves, at most a minute old."""
        if time.monotonic() >= self._fresh_until:
            self._shelves = await load_shelves(session)
            self._fresh_until = time.monotonic() + _KEPT
        return self._shelves
