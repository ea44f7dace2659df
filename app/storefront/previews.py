"""/previews: pages as shoppers would see them, for staff who write them. Kept nowhere, found by nobody."""

from datetime import datetime
from typing import Annotated, Any

from litestar import get
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Announcement, Banner, HomeSection
from app.content.models import Page as TextPage
from app.core.clock import PAKISTAN, in_pakistan, now
from app.core.errors import NotFound
from app.core.jinja import local_date, local_time
from app.storefront.home import TITLE
from app.storefront.home_view import Extra, home_context
from app.storefront.pages import Article
from app.storefront.wording import page_title
from app.web.auth import requires
from app.web.flash import Flash
from app.web.forms import Form, read_query
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest

_EDIT = "content.edit"
_ASK_MOMENT = "Enter date and time like 2026-11-23T09:30."

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@get("/previews/home", guards=[requires(_EDIT)])
async def show_home(request: ShopRequest, db: DbSession) -> Page:
    """The home page at a moment (`at`, Pakistani clocks), with one thing that is not on yet.

    `banner`, `announcement` or `section` names it. Raises NotFound for what is not there.
    """
    form = read_query(request)
    moment = _moment(form)
    extra = Extra(
        banner=await _named(db, form, "banner", Banner),
        announcement=await _named(db, form, "announcement", Announcement),
        section=await _named(db, form, "section", HomeSection),
    )
    context = await home_context(db, request.visit.machines.settings, moment, extra)
    at = in_pakistan(moment)
    said = f"This is a preview: the home page on {local_date(moment, year=True)} at {local_time(moment)}."
    return await page(
        request,
        "storefront/home/index.html",
        title=TITLE,
        robots="noindex,nofollow",
        flash=[Flash("info", said, (("Back to the desk", _desk(extra)),))],
        preview_at=at.strftime("%Y-%m-%dT%H:%M"),
        preview_of=[
            (name, form.values[name]) for name in ("banner", "announcement", "section") if form.has(name)
        ],
        **context,
    )


@get("/previews/pages/{page_id:int}", guards=[requires(_EDIT)])
async def show_page(request: ShopRequest, db: DbSession, page_id: FromPath[RowId]) -> Page:
    """A text page, published or not."""
    found = await db.get(TextPage, page_id)
    if found is None:
        raise NotFound
    state = "It is published." if found.is_published else "It is a draft; shoppers do not see it."
    return await page(
        request,
        "storefront/pages/show.html",
        title=page_title(found.seo_title or found.title),
        robots="noindex,nofollow",
        flash=[
            Flash("info", f"This is a preview. {state}", (("Back to the desk", f"/admin/pages/{page_id}"),))
        ],
        article=Article(found.title, None, found.body, found.updated_at),
        breadcrumb=[("Home", "/"), (found.title, f"/previews/pages/{page_id}")],
    )


def _moment(form: Form) -> datetime:
    typed = form.text("at", most=16)
    if not typed:
        return now()
    try:
        found = datetime.strptime(typed, "%Y-%m-%dT%H:%M")  # noqa: DTZ007
    except ValueError as error:
        raise NotFound(_ASK_MOMENT) from error
    if not 2000 <= found.year <= 2100:
        raise NotFound(_ASK_MOMENT)
    return found.replace(tzinfo=PAKISTAN)


async def _named(db: AsyncSession, form: Form, name: str, table: type[Any]) -> Any:
    if not form.has(name):
        return None
    number = form.integer(name, "", least=1, most=2**63 - 1)
    found = await db.get(table, number) if number else None
    if found is None:
        raise NotFound
    return found


def _desk(extra: Extra) -> str:
    if extra.announcement is not None:
        return f"/admin/announcements/{extra.announcement.id}"
    if extra.section is not None:
        return f"/admin/home-sections/{extra.section.id}"
    return f"/admin/banners/{extra.banner.id}" if extra.banner is not None else "/admin/home-sections"


HANDLERS = [show_home, show_page]
