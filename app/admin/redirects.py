"""/admin/redirects: old addresses and where they lead."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.content_acts import RowId
from app.admin.content_desk import EDIT, tabs
from app.admin.frame import desk_page
from app.admin.live_pages import is_live
from app.admin.query_fields import page_number
from app.content.import_redirects import MOST_LINES, import_redirects
from app.content.models import Redirect
from app.content.redirect import change_redirect, redirect, remove_redirect
from app.content.redirect_queries import redirects_page
from app.content.redirect_rules import ASK_SOURCE, ASK_TARGET, path_of, source_path, target_address
from app.core.errors import NotFound, Rejected
from app.web.auth import actor_of, requires
from app.web.flash import flash
from app.web.forms import Form, filled, read_form, read_query
from app.web.render import Page, see_other
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/redirects"
_LONGEST_PASTE = 200_000


@get("/redirects", guards=[requires(EDIT)])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """All of them, searched and paged by the address."""
    form = read_query(request)
    search = form.text("search", most=200)
    rows, pagination = await redirects_page(db, search, page=page_number(form))
    if not pagination.exists:
        raise NotFound
    return await _page(
        request,
        db,
        "index",
        "Redirects",
        422 if form.errors else 200,
        form=form,
        rows=rows,
        total=pagination.total,
        search=search,
        pages=pagination.links(lambda number: _url(search, number)),
    )


@get("/redirects/new", guards=[requires(EDIT)])
async def new(request: ShopRequest, db: DbSession) -> Page:
    """The empty form, and the one to paste many."""
    return await _form(request, db, None, Form())


@post("/redirects", guards=[requires(EDIT)])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Add one."""
    form, source, target = await _read(request)
    if not form.errors:
        try:
            row = await redirect(db, source, target, await actor_of(request))
        except Rejected as refused:
            form.take_errors(refused)
        else:
            return await _kept(request, db, row, target)
    return await _form(request, db, None, form, 422)


@post("/redirects/import", guards=[requires(EDIT)])
async def create_import(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Add many, or none when one line is wrong."""
    sent = (await read_form(request, "lines")).many("lines")
    form = Form([("lines", lines.replace("\t", ",")) for lines in sent])  # as spreadsheets copy their cells
    pasted = form.text("lines", "Paste lines like /old-page,/c/pens.", most=_LONGEST_PASTE, lines=True)
    if not form.errors:
        origin = request.visit.machines.settings.base_url
        try:
            number = await import_redirects(db, pasted, origin, await actor_of(request))
        except Rejected as refused:
            form.take_errors(refused)
        else:
            await flash(request, f"{number:,} redirects are kept." if number > 1 else "The redirect is kept.")
            return see_other(request, _PATH)
    form.values["lines"] = pasted or form.values.get("lines", "")
    return await _form(request, db, None, form, 422)


@get("/redirects/{row_id:int}", guards=[requires(EDIT)])
async def edit(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Page:
    """The form, filled."""
    row = await _find(db, row_id)
    return await _form(request, db, row, filled({"source": row.from_path, "target": row.to_path}))


@post("/redirects/{row_id:int}", guards=[requires(EDIT)])
async def update(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Response[Any]:
    """Change it."""
    row = await _find(db, row_id)
    form, source, target = await _read(request)
    if not form.errors:
        try:
            row = await change_redirect(db, row_id, source, target, await actor_of(request))
        except Rejected as refused:
            form.take_errors(refused)
        else:
            return await _kept(request, db, row, target)
    return await _form(request, db, row, form, 422)


@get("/redirects/{row_id:int}/removal", guards=[requires(EDIT)])
async def new_removal(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Page:
    """Are you sure?"""
    row = await _find(db, row_id)
    return await _page(request, db, "removal", f"Remove {row.from_path}", row=row)


@post("/redirects/{row_id:int}/removal", guards=[requires(EDIT)])
async def create_removal(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Response[Any]:
    """The old address is missing again."""
    await read_form(request, "_csrf")
    await remove_redirect(db, row_id, await actor_of(request))
    await flash(request, "The redirect is removed.")
    return see_other(request, _PATH)


async def _read(request: ShopRequest) -> tuple[Form, str, str]:
    form = await read_form(request, "source", "target")
    origin = request.visit.machines.settings.base_url
    source = source_path(form.text("source", ASK_SOURCE, most=600), origin)
    target = target_address(form.text("target", ASK_TARGET, most=600), origin)
    if source is None:
        form.refuse("source", ASK_SOURCE)
    if target is None:
        form.refuse("target", ASK_TARGET)
    return form, source or "", target or ""


async def _kept(request: ShopRequest, db: AsyncSession, row: Redirect, asked: str) -> Response[Any]:
    """Say it, and what is odd about it."""
    if row.to_path != asked:
        await flash(
            request, f"{asked} is an old address itself, so {row.from_path} leads straight to {row.to_path}."
        )
    else:
        await flash(request, f"{row.from_path} leads to {row.to_path}.")
    if await is_live(request, db, row.from_path):
        said = f"{row.from_path} is a page of the shop today. The redirect rests for as long as there is one."
        await flash(request, said, "warning")
    target = path_of(row.to_path)
    if target is not None and not await is_live(request, db, target):
        await flash(request, f"There is no page at {target} today.", "warning")
    return see_other(request, _PATH)


async def _form(
    request: ShopRequest, db: AsyncSession, row: Redirect | None, form: Form, status: int = 200
) -> Page:
    title = row.from_path if row else "New redirect"
    return await _page(request, db, "edit", title, status, row=row, form=form, most_lines=MOST_LINES)


async def _page(
    request: ShopRequest, db: AsyncSession, template: str, title: str, status: int = 200, **context: Any
) -> Page:
    return await desk_page(
        request,
        db,
        f"admin/redirects/{template}.html",
        status,
        title=title if title == "Redirects" else f"{title[:60]} · Redirects",
        heading=title,
        section="content",
        tabs=await tabs(request, "redirects"),
        **context,
    )


async def _find(db: AsyncSession, row_id: int) -> Redirect:
    row = await db.get(Redirect, row_id)
    if row is None:
        raise NotFound
    return row


def _url(search: str, page: int) -> str:
    asked = {"search": search, "page": str(page) if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{_PATH}?{query}" if query else _PATH


HANDLERS = [index, new, create, create_import, edit, update, new_removal, create_removal]
