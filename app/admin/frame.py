"""The frame around every back-office page: the rail of what one's role may open, search, the environment's badge."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.queries import SignedIn
from app.core.settings import Settings
from app.orders.queries import counts_by_view
from app.web.auth import staff_member
from app.web.render import Page, page
from app.web.visit import ShopRequest

_SECTIONS = (
    ("home", "Home", "/admin", "layout-dashboard", "dashboard.view"),
    ("orders", "Orders", "/admin/orders", "package", "orders.view"),
    ("reviews", "Reviews", "/admin/reviews", "star", "reviews.moderate"),
    ("questions", "Questions", "/admin/questions", "message-circle", "reviews.moderate"),
    ("products", "Products", "/admin/products", "tag", "catalog.edit"),
    ("collections", "Collections", "/admin/collections", "clipboard-list", "catalog.edit"),
    ("search", "Search", "/admin/search", "search", "catalog.edit"),
    ("imports", "Imports", "/admin/products/imports", "file-text", "catalog.edit"),
    ("content", "Content", "/admin/banners", "pencil", "content.edit"),
    ("audit", "Audit log", "/admin/audit", "history", "audit.view"),
)
_NOT_OURS_TO_DO = {"on-the-way"}
"""Views of work that the courier does; they do not count as open."""

_BADGES = {"development": "Development", "test": "Test"}


@dataclass(frozen=True, slots=True)
class RailLink:
    """A place in the back office. `count` is what waits there, None where nothing is counted."""

    name: str
    url: str
    icon: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the frame shows. Places that the person may not open are not in it."""

    rail: tuple[RailLink, ...]
    badge: str | None
    may_search: bool
    search_by: str


def may(person: SignedIn, permission: str) -> bool:
    """Whether they hold the permission."""
    return permission in person.permissions


def make_desk(settings: Settings, person: SignedIn, section: str, counts: Mapping[str, int]) -> Desk:
    """The frame for this person. `counts` are those of the orders' views."""
    waiting = sum(count for view, count in counts.items() if view not in _NOT_OURS_TO_DO)
    rail = tuple(
        RailLink(name, url, icon, code == section, waiting if code == "orders" and counts else None)
        for code, name, url, icon, permission in _SECTIONS
        if may(person, permission)
    )
    return Desk(rail, _BADGES.get(settings.environment), may(person, "orders.view"), _search_by(person))


def _search_by(person: SignedIn) -> str:
    """What an order can be found by; who sees contacts masked cannot search for parts of them."""
    if may(person, "customers.contacts"):
        return "Number, name, phone, SKU"
    return "Number, whole phone or email, SKU"


async def desk_page(
    request: ShopRequest,
    db: AsyncSession,
    template: str,
    status: int = 200,
    *,
    title: str,
    section: str,
    partial: str | None = None,
    counts: Mapping[str, int] | None = None,
    **context: Any,
) -> Page:
    """A page of the back office: nobody else's, kept nowhere, found by no search engine.

    `counts` are those of the orders' views, when the caller has them already.
    """
    person = await staff_member(request)
    if counts is None:
        counts = await counts_by_view(db) if may(person, "orders.view") else {}
    settings = request.visit.machines.settings
    return await page(
        request,
        template,
        status,
        title=f"{title} · Back office",
        robots="noindex,nofollow",
        partial=partial,
        desk=make_desk(settings, person, section, counts),
        **context,
    )
