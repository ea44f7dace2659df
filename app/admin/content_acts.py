"""The routes that slides, announcements, home sections and text pages share: list, form, removal, place in line."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.content_desk import EDIT, Resource, list_page, seen_mark, tabs
from app.admin.frame import desk_page
from app.admin.query_fields import page_number
from app.content.edit import Written, add, change, move, remove
from app.core.clock import now
from app.core.errors import NotFound, Rejected
from app.web.auth import actor_of, requires
from app.web.flash import flash
from app.web.forms import Form, filled, read_form, read_query
from app.web.render import Page, see_other
from app.web.uploads import MOST_BYTES_AT_ONCE, keep_pictures
from app.web.visit import DbSession, ShopRequest

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]
UPLOAD = "upload"
"""The field of a form's own picture; its source is read as a value of that name."""
MOST_PICTURES = 5
_STALE = "Somebody changed this meanwhile. Yours is still here: press Save again to keep it, or load the page anew."
_STEPS = {"up": -1, "down": 1}


def content_pages(resource: Resource) -> list[HTTPRouteHandler]:
    """The handlers of one kind of content."""
    return [*_all_of(resource), *_one_of(resource), *([_place_of(resource)] if resource.is_ordered else [])]


def _largest(resource: Resource) -> dict[str, Any]:
    return {"request_max_body_size": MOST_BYTES_AT_ONCE} if resource.takes_pictures else {}


def _all_of(resource: Resource) -> list[HTTPRouteHandler]:
    guards, base = [requires(EDIT)], f"/{resource.code}"

    @get(base, guards=guards)
    async def index(request: ShopRequest, db: DbSession) -> Page:
        """All of them, in the order in which shoppers see them."""
        rows, pagination = await list_page(db, resource, page=page_number(read_query(request)))
        if not pagination.exists:
            raise NotFound
        moment = now()
        return await _page(
            request,
            db,
            resource,
            "admin/content/index.html",
            resource.title,
            rows=[resource.line(row, moment) for row in rows],
            total=pagination.total,
            first_shown=pagination.first_shown,
            pages=pagination.links(lambda number: resource.path + (f"?page={number}" if number > 1 else "")),
        )

    @get(f"{base}/new", guards=guards)
    async def new(request: ShopRequest, db: DbSession) -> Page:
        """The empty form."""
        return await _form(request, db, resource, None, Form())

    @post(base, guards=guards, **_largest(resource))
    async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
        """Add one, last in its line."""
        form, values = await _read(request, db, resource, None)
        if not form.errors:
            row = resource.table(**values)
            try:
                await add(db, row, await actor_of(request))
            except Rejected as refused:
                form.take_errors(refused)
            else:
                await flash(request, f"The {resource.name} is kept.")
                return see_other(request, f"{resource.path}/{row.id}")
        return await _form(request, db, resource, None, form, 422)

    return [index, new, create]


def _one_of(resource: Resource) -> list[HTTPRouteHandler]:
    guards, one = [requires(EDIT)], f"/{resource.code}/{{row_id:int}}"

    @get(one, guards=guards)
    async def edit(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Page:
        """The form, filled."""
        row = await _find(db, resource, row_id)
        return await _form(request, db, resource, row, filled(resource.show(row)))

    @post(one, guards=guards, **_largest(resource))
    async def update(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Response[Any]:
        """Change it, unless somebody else did meanwhile."""
        row = await _find(db, resource, row_id)
        form, values = await _read(request, db, resource, row)
        row = await _find(db, resource, row_id, lock=True)
        if form.errors:
            return await _form(request, db, resource, row, form, 422)
        if form.values.get("seen") != seen_mark(resource.show(row)):
            form.refuse("_seen", _STALE)
            return await _form(request, db, resource, row, form, 409)
        try:
            await change(db, row, values, await actor_of(request))
        except Rejected as refused:
            form.take_errors(refused)
            return await _form(request, db, resource, row, form, 422)
        await flash(request, f"The {resource.name} is kept.")
        return see_other(request, f"{resource.path}/{row_id}")

    @get(f"{one}/removal", guards=guards)
    async def new_removal(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Page:
        """Are you sure?"""
        row = await _find(db, resource, row_id)
        return await _removal(request, db, resource, row, Form())

    @post(f"{one}/removal", guards=guards)
    async def create_removal(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Response[Any]:
        """Gone for good."""
        await read_form(request, "_csrf")
        row = await _find(db, resource, row_id, lock=True)
        try:
            await remove(db, row, await actor_of(request))
        except Rejected as refused:
            form = Form()
            form.take_errors(refused)
            return await _removal(request, db, resource, row, form, 422)
        await flash(request, f"The {resource.name} is removed.")
        return see_other(request, resource.path)

    return [edit, update, new_removal, create_removal]


def _place_of(resource: Resource) -> HTTPRouteHandler:
    @post(f"/{resource.code}/{{row_id:int}}/position", guards=[requires(EDIT)])
    async def create_position(request: ShopRequest, db: DbSession, row_id: FromPath[RowId]) -> Response[Any]:
        """One place up or down."""
        form = await read_form(request, "move")
        step = _STEPS[form.choice("move", _STEPS, "") or "up"]
        if form.errors:
            raise Rejected("It can go up or down.")
        row: Any = await _find(db, resource, row_id)
        await move(db, row, step, await actor_of(request))
        return see_other(request, f"{resource.path}#row-{row_id}")

    return create_position


async def _read(
    request: ShopRequest, db: AsyncSession, resource: Resource, row: Written | None
) -> tuple[Form, dict[str, Any]]:
    """The form and the column values it stands for. A picture that came along is stored, if all else is well."""
    form = await read_form(request, *resource.names, "seen")
    options = await resource.options(request, db, row)
    values = resource.read(form, options)
    if resource.takes_pictures and not form.errors:
        await db.rollback()  # no transaction stays open while a picture is decoded
        uploaded = await keep_pictures(request, form, UPLOAD, most=1, group="staff_upload")
        values = values if form.errors else _with_upload(form, values, uploaded)
    return form, values


def _with_upload(form: Form, values: dict[str, Any], uploaded: list[str]) -> dict[str, Any]:
    if not uploaded:
        return values
    sources = [*values["pictures"]["sources"], *uploaded]
    if len(sources) > MOST_PICTURES:
        form.refuse(UPLOAD, f"A slide has at most {MOST_PICTURES} pictures. Take one out first.")
    return {**values, "pictures": {"sources": sources}}


async def _form(
    request: ShopRequest,
    db: AsyncSession,
    resource: Resource,
    row: Any,
    form: Form,
    status: int = 200,
) -> Page:
    line = resource.line(row, now()) if row is not None else None
    return await _page(
        request,
        db,
        resource,
        "admin/content/edit.html",
        line.name if line else f"New {resource.name}",
        status,
        row=row,
        line=line,
        form=form,
        seen=seen_mark(resource.show(row)) if row is not None else "",
        preview=resource.preview(row) if row is not None else None,
        **await resource.options(request, db, row),
    )


async def _removal(
    request: ShopRequest, db: AsyncSession, resource: Resource, row: Any, form: Form, status: int = 200
) -> Page:
    line = resource.line(row, now())
    title = f"Remove {line.name}"
    return await _page(
        request, db, resource, "admin/content/removal.html", title, status, line=line, form=form
    )


async def _page(
    request: ShopRequest,
    db: AsyncSession,
    resource: Resource,
    template: str,
    title: str,
    status: int = 200,
    **context: Any,
) -> Page:
    return await desk_page(
        request,
        db,
        template,
        status,
        title=title if title == resource.title else f"{title} · {resource.title}",
        heading=title,
        section="content",
        resource=resource,
        tabs=await tabs(request, resource.code),
        **context,
    )


async def _find(db: AsyncSession, resource: Resource, row_id: int, *, lock: bool = False) -> Any:
    """Raises NotFound."""
    row = await db.get(resource.table, row_id, with_for_update=lock or None, populate_existing=True)
    if row is None:
        raise NotFound
    return row
