"""The text pages that the footer links to, kept by each process for half a minute."""

import time
from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from app.content.queries import FooterLink, footer_links

_KEPT = 30.0

Footer = Mapping[str, Sequence[FooterLink]]
"""Links by column: `help`, `company`."""


class FooterCache:
    """The links of this process; every page needs them, and they change a few times a year."""

    def __init__(self) -> None:
        self._links: Footer = {}
        self._fresh_until = 0.0

    async def get(self, session: AsyncSession) -> Footer:
        """The links, at most half a minute old."""
        if time.monotonic() >= self._fresh_until:
            self._links = await footer_links(session)
            self._fresh_until = time.monotonic() + _KEPT
        return self._links

    def forget(self) -> None:
        """Ask the database again at the next page."""
        self._fresh_until = 0.0

    @property
    def last_known(self) -> Footer:
        """The links without asking the database, for error pages."""
        return self._links
