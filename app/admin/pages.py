"""/admin/pages: the text pages."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.badges import Badge
from app.admin.content_acts import content_pages
from app.admin.content_desk import Line, Options, Resource
from app.content.models import Page
from app.content.page_paths import FIXED, LONGEST_SLUG, SLUG, page_path
from app.core.html import clean_html, plain_text
from app.web.forms import Form
from app.web.visit import ShopRequest

LONGEST_BODY = 60_000
_FOOTERS = [("", "Nowhere"), ("help", "Help"), ("company", "Company")]
_ASK_SLUG = "Use small letters, digits and single dashes, like gift-guide."


def _read(form: Form, _: Options) -> dict[str, Any]:
    slug = form.text("slug", _ASK_SLUG, most=LONGEST_SLUG)
    if slug and not SLUG.fullmatch(slug):
        form.refuse("slug", _ASK_SLUG)
    body = clean_html(form.text("body", "Write the page.", most=LONGEST_BODY, lines=True))
    if not plain_text(body):
        form.refuse("body", "Write the page.")
    return {
        "title": form.text("title", "Write the heading.", most=60),
        "slug": slug,
        "body": body,
        "seo_title": form.text("seo_title", most=60),
        "seo_description": form.text("seo_description", most=160),
        "footer": form.choice(
            "footer", [code for code, _ in _FOOTERS], "Choose where the footer links to it."
        ),
        "is_published": form.flag("is_published"),
    }


def _show(page: Page) -> dict[str, str]:
    words = ("title", "slug", "body", "seo_title", "seo_description", "footer")
    return {name: getattr(page, name) for name in words} | {"is_published": "1" if page.is_published else ""}


def _line(page: Page, _: datetime) -> Line:
    badge = (
        Badge("Published", "green", "circle-check") if page.is_published else Badge("Draft", "grey", "pencil")
    )
    return Line(page.id, f"/admin/pages/{page.id}", page.title, page_path(page.slug), badge)


async def _options(_: ShopRequest, __: AsyncSession, page: Page | None) -> Options:
    return {"footers": _FOOTERS, "is_fixed": page is not None and page.slug in FIXED}


RESOURCE = Resource(
    code="pages",
    table=Page,
    title="Pages",
    name="page",
    intro="About us, the policies, and whatever else has to be said at length.",
    fields="admin/pages/_fields.html",
    names=("title", "slug", "body", "seo_title", "seo_description", "footer", "is_published"),
    is_ordered=False,
    read=_read,
    show=_show,
    line=_line,
    preview=lambda page: f"/previews/pages/{page.id}",
    options=_options,
)

HANDLERS = content_pages(RESOURCE)
