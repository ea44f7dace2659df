"""The main menu, kept by each process for half a minute."""

import time
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.menu import MenuItem, load_menu

_KEPT = 30.0


class MenuCache:
    """The menu of this process; it changes a few times a week and every page needs it."""

    def __init__(self) -> None:
        self._menu: Sequence[MenuItem] = ()
        self._fresh_until = 0.0

    async def get(self, session: AsyncSession) -> Sequence[MenuItem]:
        """The menu, at most half a minute old."""
        if time.monotonic() >= self._fresh_until:
            self._menu = await load_menu(session)
            self._fresh_until = time.monotonic() + _KEPT
        return self._menu

    def forget(self) -> None:
        """Ask the database again at the next page."""
        self._fresh_until = 0.0

    @property
    def last_known(self) -> Sequence[MenuItem]:
        """The menu without asking the database, for error pages."""
        return self._menu
