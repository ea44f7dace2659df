"""What the desks of slides, announcements, home sections and text pages have in common."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.queries import SignedIn
from app.admin.badges import Badge
from app.admin.frame import may
from app.content.addresses import LONGEST, may_link
from app.content.edit import Written
from app.content.schedule import Showing
from app.core.pagination import Pagination
from app.web.auth import staff_member
from app.web.forms import Form
from app.web.visit import ShopRequest

PER_PAGE = 50
EDIT = "content.edit"
ASK_LINK = "Enter a path of this shop like /c/pens, or an address that starts with https://."
TINTS = [(name, name.capitalize()) for name in ("butter", "mint", "blush", "sky", "lilac", "kraft")]
SHOWINGS: Mapping[Showing, Badge] = {
    Showing.SCHEDULED: Badge("Scheduled", "amber", "clock"),
    Showing.LIVE: Badge("Live", "green", "circle-check"),
    Showing.ENDED: Badge("Ended", "grey", "history"),
}
OFF = Badge("Off", "grey", "ban")
_TABS = (
    ("banners", "Slides", EDIT),
    ("announcements", "Announcements", EDIT),
    ("home-sections", "Home page", EDIT),
    ("pages", "Pages", EDIT),
    ("redirects", "Redirects", EDIT),
    ("subscribers", "Subscribers", "subscribers.view"),
)

Tab = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list. `starts` and `ends` are moments or None."""

    id: int
    url: str
    name: str
    about: str
    badge: Badge
    starts: datetime | None = None
    ends: datetime | None = None


Options = Mapping[str, Any]
"""What the form offers to choose from; goes to the template as it is."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of content. `name` is one of them in words, `fields` the template of its form.

    `read` turns a form into column values (mistakes are noted in the form), `show` a row into what the fields hold.
    """

    code: str
    table: type[Any]
    title: str
    name: str
    intro: str
    fields: str
    names: tuple[str, ...]
    is_ordered: bool
    read: Callable[[Form, Options], dict[str, Any]]
    show: Callable[[Any], dict[str, str]]
    line: Callable[[Any, datetime], Line]
    preview: Callable[[Any], str]
    options: Callable[[ShopRequest, AsyncSession, Any], Awaitable[Options]]
    takes_pictures: bool = False

    @property
    def path(self) -> str:
        """Where its list is."""
        return f"/admin/{self.code}"


async def tabs(request: ShopRequest, current: str) -> list[Tab]:
    """Name, address and whether it is open, of every part of the content that this person may see."""
    person: SignedIn = await staff_member(request)
    return [(name, f"/admin/{code}", code == current) for code, name, needs in _TABS if may(person, needs)]


async def list_page(
    db: AsyncSession, resource: Resource, *, page: int
) -> tuple[Sequence[Written], Pagination]:
    """The rows in the order in which shoppers see them; pages by name."""
    table = resource.table
    total = await db.scalar(select(func.count()).select_from(table))
    pagination = Pagination(page, PER_PAGE, total or 0)
    order = (table.position, table.id) if resource.is_ordered else (table.title, table.id)
    rows = await db.scalars(select(table).order_by(*order).limit(PER_PAGE).offset(pagination.offset))
    return rows.all(), pagination


def read_link(form: Form, name: str, *, optional: bool = False) -> str:
    """An address that staff may put on a page."""
    typed = form.text(name, "" if optional else ASK_LINK, most=LONGEST)
    if typed and not may_link(typed):
        form.refuse(name, ASK_LINK)
    return typed


def seen_mark(shown: Mapping[str, str]) -> str:
    """What a form was filled from, in short: another mark means that somebody changed it meanwhile."""
    return sha256(repr(sorted(shown.items())).encode()).hexdigest()[:16]
