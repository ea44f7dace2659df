"""Which page of a list is shown, and which page links stand under it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

DEEPEST_PAGE = 200
"""Nobody reads further; deeper pages only cost (security reference, F13)."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A number under the list."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What `components/pagination.html` shows; None among the items is a gap."""

    previous_url: str | None
    next_url: str | None
    items: Sequence[PageLink | None]


@dataclass(frozen=True, slots=True)
class Pagination:
    """Page `page` (from 1) of `total` things, `per_page` at a time."""

    page: int
    per_page: int
    total: int

    @property
    def last(self) -> int:
        """Number of the last page; an empty list has one page."""
        return max(1, ceil(self.total / self.per_page))

    @property
    def exists(self) -> bool:
        """Whether there is such a page. Beyond the end is a 404."""
        return 1 <= self.page <= min(self.last, DEEPEST_PAGE)

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.per_page

    @property
    def first_shown(self) -> int:
        """Number of the first thing on the page; 0 when the list is empty."""
        return self.offset + 1 if self.total else 0

    @property
    def last_shown(self) -> int:
        """Number of the last thing on the page."""
        return min(self.offset + self.per_page, self.total)

    @property
    def previous(self) -> int | None:
        """The page before, if any."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, if any."""
        return self.page + 1 if self.page < min(self.last, DEEPEST_PAGE) else None

    @property
    def pages(self) -> list[int | None]:
        """Page numbers to link: first, last, and those around this one. None stands for a gap of two or
        more.
        """
        return list(self._with_gaps())

    def links(self, url: Callable[[int], str]) -> PageLinks:
        """The links under the list; `url` gives a page's address."""
        return PageLinks(
            url(self.previous) if self.previous else None,
            url(self.next) if self.next else None,
            [None if n is None else PageLink(n, url(n), n == self.page) for n in self.pages],
        )

    def _with_gaps(self) -> Iterator[int | None]:
        last = min(self.last, DEEPEST_PAGE)
        near = {1, last, *range(max(1, self.page - 1), min(last, self.page + 1) + 1)}
        before = 0
        for number in sorted(near):
            if number - before == 2:
                yield number - 1
            elif number - before > 2:
                yield None
            yield number
            before = number
