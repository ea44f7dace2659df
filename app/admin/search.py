"""/admin/search: what shoppers look for, what they miss, and how the index is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.frame import desk_page, may
from app.admin.query_fields import page_number
from app.core.errors import NotFound, Rejected
from app.search.block_term import allow_term, block_term
from app.search.close_request import close_request
from app.search.demand import Sums, sums_of, terms_page, wishes_page
from app.search.health import health_of
from app.search.models import ProductRequest, SearchRebuild
from app.search.rebuilds import ask_rebuild, last_rebuild
from app.web.auth import actor_of, requires, staff_member
from app.web.flash import flash
from app.web.forms import Form, read_form, read_query
from app.web.render import Page, see_other
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/search"
_EDIT = "catalog.edit"
_VIEWS = {"top": "Searched most", "empty": "Found nothing", "wishes": "Asked for", "done": "Dealt with"}
_DAYS = {7: "7 days", 30: "30 days", 90: "90 days"}
_USUAL_DAYS = 30

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list is asked for."""

    view: str
    days: int
    page: int

    def url(self, *, view: str = "", days: int = 0, page: int = 1) -> str:
        """Another list like this one."""
        chosen_view, chosen_days = view or self.view, days or self.days
        pairs = [("view", chosen_view)] * (chosen_view != "top")
        pairs += [("days", str(chosen_days))] * (chosen_days != _USUAL_DAYS)
        pairs += [("page", str(page))] * (page > 1)
        return f"{_PATH}?{urlencode(pairs)}" if pairs else _PATH


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for; `email` and `phone` only for those who may see contacts."""

    request: ProductRequest
    email: str | None
    phone: str | None
    is_masked: bool


@get("/search", guards=[requires(_EDIT)])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """Terms of a period, or what shoppers asked us to stock; beside it how the index is."""
    asked = _asked(read_query(request))
    is_wishes = asked.view in {"wishes", "done"}
    sums = await sums_of(db, asked.days)
    if is_wishes:
        rows, pagination = await wishes_page(db, is_open=asked.view == "wishes", page=asked.page)
        shown: Sequence[Any] = await _wishes(request, rows)
    else:
        shown, pagination = await terms_page(
            db, asked.days, without_results=asked.view == "empty", page=asked.page
        )
    if not pagination.exists:
        raise NotFound
    machines = request.visit.machines
    return await desk_page(
        request,
        db,
        "admin/search/index.html",
        title="Search",
        section="search",
        view=asked.view,
        here=asked.url(page=asked.page),
        tabs=_tabs(asked, sums),
        periods=[(label, asked.url(days=days), days == asked.days) for days, label in _DAYS.items()],
        sums=sums,
        rows=shown,
        total=pagination.total,
        pages=pagination.links(lambda number: asked.url(page=number)),
        health=await health_of(db, machines.redis, machines.settings),
        rebuild=await last_rebuild(db),
    )


@get("/search/rebuild", guards=[requires(_EDIT)])
async def show_rebuild(request: ShopRequest, db: DbSession) -> Page:
    """How far the rebuild is, for htmx each second; a page for whoever opens the address."""
    return await _rebuild_page(request, db, await last_rebuild(db))


@post("/search/rebuild", guards=[requires(_EDIT)])
async def create_rebuild(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Ask the worker for a new index. Shoppers search the old one until the new one is whole."""
    await read_form(request, "none")
    is_new = await ask_rebuild(db, actor=await actor_of(request))
    said = (
        "The index is being rebuilt. Shoppers notice nothing."
        if is_new
        else "A rebuild is under way already."
    )
    await flash(request, said, "success" if is_new else "info")
    return see_other(request, _PATH)


@post("/search/blocks", guards=[requires(_EDIT)])
async def create_block(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Never offer a term as a popular search."""
    form = await read_form(request, "term", "view", "days")
    term = _term(form)
    await block_term(db, request.visit.machines.redis, term, actor=await actor_of(request))
    await flash(request, f"“{term}” is not offered to shoppers any more.")
    return see_other(request, _asked(form).url())


@post("/search/blocks/removal", guards=[requires(_EDIT)])
async def remove_block(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Let a term be offered again."""
    form = await read_form(request, "term", "view", "days")
    term = _term(form)
    await allow_term(db, request.visit.machines.redis, term, actor=await actor_of(request))
    await flash(request, f"“{term}” may be offered again.")
    return see_other(request, _asked(form).url())


@post("/search/wishes/{request_id:int}/closing", guards=[requires(_EDIT)])
async def create_closing(request: ShopRequest, db: DbSession, request_id: FromPath[RowId]) -> Response[Any]:
    """A wish has been dealt with."""
    await read_form(request, "none")
    await close_request(db, request_id, actor=await actor_of(request))
    await flash(request, "Dealt with.")
    return see_other(request, f"{_PATH}?view=wishes")


def _asked(form: Form) -> Asked:
    view, days = form.values.get("view", ""), form.values.get("days", "")
    known = {str(number): number for number in _DAYS}
    return Asked(view if view in _VIEWS else "top", known.get(days, _USUAL_DAYS), page_number(form))


def _term(form: Form) -> str:
    term = form.text("term", "Which term?")
    if form.errors:
        raise Rejected(errors=form.errors)
    return term


def _tabs(asked: Asked, sums: Sums) -> list[tuple[str, str, bool, int | None]]:
    counts = {"top": sums.terms, "empty": sums.empty_terms, "wishes": sums.wishes}
    return [
        (title, asked.url(view=view), view == asked.view, counts.get(view)) for view, title in _VIEWS.items()
    ]


async def _wishes(request: ShopRequest, rows: Sequence[ProductRequest]) -> list[Wish]:
    sees = may(await staff_member(request), "customers.contacts")
    return [
        Wish(
            row,
            row.email if sees else None,
            row.phone if sees else None,
            bool(row.email or row.phone) and not sees,
        )
        for row in rows
    ]


async def _rebuild_page(request: ShopRequest, db: AsyncSession, rebuild: SearchRebuild | None) -> Page:
    return await desk_page(
        request,
        db,
        "admin/search/rebuild.html",
        title="Rebuild of the index",
        section="search",
        partial="admin/search/_rebuild.html",
        rebuild=rebuild,
    )


HANDLERS = [index, show_rebuild, create_rebuild, create_block, remove_block, create_closing]
