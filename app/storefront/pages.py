"""/about, /delivery, /returns-policy, /privacy, /terms, /contact and /pages/…: what staff wrote."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.page_paths import FIXED, page_path
from app.content.queries import find_page
from app.core.errors import NotFound
from app.core.html import plain_text
from app.storefront.wording import page_description, page_title
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest


@dataclass(frozen=True, slots=True)
class Article:
    """A text page."""

    title: str
    intro: str | None
    body: str
    updated: datetime


@get([page_path(slug) for slug in FIXED], public=True)
async def show(request: ShopRequest, db: DbSession) -> Page:
    """A page that every shop has, as long as it is published."""
    return await _show(request, db, request.scope["path"].strip("/"))


@get("/pages/{slug:str}", public=True)
async def show_other(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Response[Any]:
    """A page that staff added."""
    if slug in FIXED:
        return Redirect(page_path(slug), status_code=301)
    return await _show(request, db, slug)


async def _show(request: ShopRequest, db: AsyncSession, slug: str) -> Page:
    found = await find_page(db, slug)
    if found is None:
        raise NotFound
    path = page_path(slug)
    return await page(
        request,
        "storefront/pages/show.html",
        title=page_title(found.seo_title or found.title),
        description=page_description(found.seo_description or plain_text(found.body)),
        canonical=path,
        article=Article(found.title, None, found.body, found.updated_at),
        breadcrumb=[("Home", "/"), (found.title, path)],
    )


HANDLERS = [show, show_other]
