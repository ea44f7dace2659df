"""/admin/products/imports: what came in from files, and what did not. Imports themselves run as `./shop import`."""

from typing import Annotated

from litestar import get
from litestar.params import FromPath, Parameter

from app.admin.badges import import_badge
from app.admin.frame import desk_page
from app.admin.query_fields import page_number
from app.catalog.imports.queries import find_run, import_runs
from app.core.errors import NotFound
from app.web.auth import requires
from app.web.forms import read_query
from app.web.render import Page
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/products/imports"

RunId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@get("/products/imports", guards=[requires("catalog.edit")])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """Every run, newest first."""
    found = await import_runs(db, page=page_number(read_query(request)))
    if not found.pagination.exists:
        raise NotFound
    return await desk_page(
        request,
        db,
        "admin/imports/index.html",
        title="Imports",
        section="imports",
        rows=[(row.run, import_badge(row.run.state), row.problem_count) for row in found.rows],
        pages=found.pagination.links(lambda number: f"{_PATH}?page={number}" if number > 1 else _PATH),
    )


@get("/products/imports/{run_id:int}", guards=[requires("catalog.edit")])
async def show(request: ShopRequest, db: DbSession, run_id: FromPath[RunId]) -> Page:
    """One run with every problem it kept."""
    run = await find_run(db, run_id)
    if run is None:
        raise NotFound
    return await desk_page(
        request,
        db,
        "admin/imports/show.html",
        title=f"{run.file_name} · Imports",
        section="imports",
        run=run,
        badge=import_badge(run.state),
        problems=run.bad_rows,
    )


HANDLERS = [index, show]
