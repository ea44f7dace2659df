"""/admin/subscribers: who wants the newsletter."""

import csv
from io import StringIO
from typing import Any

from litestar import Response, get

from app.admin.content_desk import tabs
from app.admin.frame import desk_page, may
from app.admin.query_fields import page_number
from app.content.newsletter_states import Standing
from app.content.subscriber_queries import each_subscriber, subscriber_counts, subscribers_page
from app.core.audit import audit
from app.core.clock import in_pakistan
from app.core.errors import NotFound
from app.web.auth import actor_of, requires, staff_member
from app.web.forms import read_query
from app.web.limits import limit
from app.web.render import Page
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/subscribers"
_VIEWS = {Standing.CONFIRMED: "On the list", Standing.WAITING: "Not confirmed", Standing.LEFT: "Left"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet would run."""


@get("/subscribers", guards=[requires("subscribers.view")])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """By where they stand, newest first."""
    form = read_query(request)
    asked = form.values.get("view", "")
    view = Standing(asked) if asked in set(Standing) else Standing.CONFIRMED
    rows, pagination = await subscribers_page(db, view, page=page_number(form))
    if not pagination.exists:
        raise NotFound
    counts = await subscriber_counts(db)
    return await desk_page(
        request,
        db,
        "admin/subscribers/index.html",
        title="Subscribers",
        section="content",
        tabs=await tabs(request, "subscribers"),
        views=[(title, _url(code, 1), code is view, counts[code]) for code, title in _VIEWS.items()],
        rows=rows,
        may_export=may(await staff_member(request), "customers.export"),
        pages=pagination.links(lambda number: _url(view, number)),
    )


@get("/subscribers/export.csv", guards=[requires("customers.export"), limit("export")])
async def export(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Those on the list as a file, each with the sentence they agreed to and when."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(("email", "confirmed", "consent"))
    number = 0
    async for one in each_subscriber(db, Standing.CONFIRMED):
        confirmed = in_pakistan(one.confirmed_at).isoformat(timespec="minutes") if one.confirmed_at else ""
        writer.writerow((_cell(one.email), confirmed, _cell(one.consent_text)))
        number += 1
    audit(
        db, await actor_of(request), "subscribers.export", "newsletter", "confirmed", after={"rows": number}
    )
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": 'attachment; filename="subscribers.csv"',
    }
    return Response(file.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _url(view: Standing, page: int) -> str:
    pairs = [f"view={view}"] * (view is not Standing.CONFIRMED) + [f"page={page}"] * (page > 1)
    return f"{_PATH}?{'&'.join(pairs)}" if pairs else _PATH


HANDLERS = [index, export]
