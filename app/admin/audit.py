"""/admin/audit: who did what, when, why. The log only grows; here it is only read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from litestar import get

from app.admin.frame import desk_page
from app.admin.query_fields import day, page_number
from app.core.audit import AuditEntry
from app.core.errors import NotFound
from app.core.money import format_money
from app.ops.queries import AuditFilters, audit_actions, audit_page
from app.web.auth import requires
from app.web.forms import read_query
from app.web.render import Page
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/audit"
_MONEY = {"amount", "captured", "price", "compare_at", "cost", "refunded", "total"}
"""Fields that hold paisa."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that the act changed."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the log. `url` leads to the thing, where there is a page for it."""

    at: datetime
    who: str
    role: str
    action: str
    thing: str
    url: str | None
    changes: list[Change]
    reason: str
    address: str


@get("/audit", guards=[requires("audit.view")])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """The log, filtered and paged by the address alone."""
    form = read_query(request)
    filters = AuditFilters(
        search=form.text("search", most=200),
        action=form.text("action", most=64),
        on_from=day(form, "from"),
        on_until=day(form, "until"),
    )
    found = await audit_page(db, filters, page=page_number(form))
    if not found.pagination.exists:
        raise NotFound
    return await desk_page(
        request,
        db,
        "admin/audit/index.html",
        422 if form.errors else 200,
        title="Audit log",
        section="audit",
        partial="admin/audit/_found.html",
        form=form,
        rows=[_row(entry) for entry in found.entries],
        total=found.pagination.total,
        shown=(found.pagination.first_shown, found.pagination.last_shown),
        pages=found.pagination.links(lambda number: _url(filters, number)),
        actions=[(action, action) for action in await audit_actions(db)],
        is_filtered=filters != AuditFilters(),
    )


def _url(filters: AuditFilters, page: int) -> str:
    asked = {
        "search": filters.search,
        "action": filters.action,
        "from": _iso(filters.on_from),
        "until": _iso(filters.on_until),
        "page": str(page) if page > 1 else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{_PATH}?{query}" if query else _PATH


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _row(entry: AuditEntry) -> Row:
    return Row(
        at=entry.created_at,
        who=entry.actor_name,
        role=entry.actor_role,
        action=entry.action,
        thing=f"{entry.object_type} {entry.object_id}",
        url=f"/admin/orders/{entry.object_id}" if entry.object_type == "order" else None,
        changes=_changes(entry.before or {}, entry.after or {}),
        reason=entry.reason,
        address=entry.address or "",
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    names = sorted({*before, *after})
    return [Change(name, _said(name, before.get(name)), _said(name, after.get(name))) for name in names]


def _said(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _MONEY and isinstance(value, int):
        return format_money(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


HANDLERS = [index]
