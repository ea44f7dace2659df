"""/admin/announcements: what the ticker under the menu says."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.content_acts import content_pages
from app.admin.content_desk import SHOWINGS, Line, Options, Resource, read_link
from app.admin.moments import read_span, typed
from app.content.models import Announcement
from app.content.schedule import showing
from app.web.forms import Form
from app.web.visit import ShopRequest

_ICONS = [
    *(("tag", "Price tag"), ("truck", "Lorry"), ("clock", "Clock"), ("banknote", "Banknote")),
    *(("undo-2", "Arrow back"), ("star", "Star"), ("info", "Information"), ("store", "Shop")),
    *(("phone", "Phone"), ("mail", "Letter"), ("shield-check", "Shield"), ("package", "Parcel")),
]
"""Symbols of static/icons/sprite.svg."""


def _read(form: Form, _: Options) -> dict[str, Any]:
    starts, ends = read_span(form)
    return {
        "text": form.text("text", "Write the announcement.", most=90),
        "icon": form.choice("icon", [icon for icon, _ in _ICONS], "Choose a symbol."),
        "url": read_link(form, "url", optional=True),
        "starts_at": starts,
        "ends_at": ends,
    }


def _show(one: Announcement) -> dict[str, str]:
    return {
        "text": one.text,
        "icon": one.icon,
        "url": one.url,
        "starts": typed(one.starts_at),
        "ends": typed(one.ends_at),
    }


def _line(one: Announcement, moment: datetime) -> Line:
    badge = SHOWINGS[showing(one.starts_at, one.ends_at, moment)]
    return Line(
        one.id, f"/admin/announcements/{one.id}", one.text, one.url, badge, one.starts_at, one.ends_at
    )


async def _options(_: ShopRequest, __: AsyncSession, ___: Announcement | None) -> Options:
    return {"icons": _ICONS}


RESOURCE = Resource(
    code="announcements",
    table=Announcement,
    title="Announcements",
    name="announcement",
    intro="The ticker under the menu of the home page and of listings shows the first six that are live.",
    fields="admin/announcements/_fields.html",
    names=("text", "icon", "url", "starts", "ends"),
    is_ordered=True,
    read=_read,
    show=_show,
    line=_line,
    preview=lambda one: f"/previews/home?announcement={one.id}",
    options=_options,
)

HANDLERS = content_pages(RESOURCE)
