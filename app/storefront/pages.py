"""/about, /delivery, /returns-policy, /privacy, /terms, /contact: what staff wrote."""

from dataclasses import dataclass
from datetime import datetime

from litestar import get

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


@get(["/about", "/delivery", "/returns-policy", "/privacy", "/terms", "/contact"], public=True)
async def show(request: ShopRequest, db: DbSession) -> Page:
    """The page, as long as it is published."""
    slug = request.scope["path"].strip("/")
    found = await find_page(db, slug)
    if found is None:
        raise NotFound
    return await page(
        request,
        "storefront/pages/show.html",
        title=page_title(found.title),
        description=page_description(found.seo_description or plain_text(found.body)),
        canonical=f"/{slug}",
        article=Article(found.title, None, found.body, found.updated_at),
        breadcrumb=[("Home", "/"), (found.title, f"/{slug}")],
    )


HANDLERS = [show]
