"""/admin/banners: the slides of the home page's carousel."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.content_acts import MOST_PICTURES, content_pages
from app.admin.content_desk import SHOWINGS, TINTS, Line, Options, Resource, read_link
from app.admin.moments import read_span, typed
from app.content.models import Banner
from app.content.picture_choices import picture_choices, picture_name
from app.content.picture_sources import picture_sources
from app.content.schedule import showing
from app.media.names import picture
from app.web.forms import Form
from app.web.visit import ShopRequest

_SLOTS = tuple(f"picture_{number}" for number in range(1, MOST_PICTURES + 1))
_ASK_PICTURE = "Choose one of the pictures."


def _read(form: Form, options: Options) -> dict[str, Any]:
    headline = form.text("headline", "Write the headline.", most=90)
    highlight = form.text("highlight", most=40)
    if highlight and highlight not in headline:
        form.refuse("highlight", "Use words that stand in the headline, written the same.")
    starts, ends = read_span(form)
    known = {source for source, _ in options["choices"]} | {""}
    chosen = [form.choice(slot, known, _ASK_PICTURE) if form.has(slot) else "" for slot in _SLOTS]
    return {
        "tab": form.text("tab", "Name the slide for its tab.", most=24),
        "note": form.text("note", most=40),
        "headline": headline,
        "highlight": highlight,
        "text": form.text("text", "Write one sentence.", most=200),
        "button": form.text("button", "Write what the button says.", most=30),
        "url": read_link(form, "url"),
        "tint": form.choice("tint", [tint for tint, _ in TINTS], "Choose a paper."),
        "pictures": {"sources": list(dict.fromkeys(source for source in chosen if source))},
        "starts_at": starts,
        "ends_at": ends,
    }


def _show(banner: Banner) -> dict[str, str]:
    sources = banner.pictures.get("sources", [])
    return {
        **{
            name: getattr(banner, name)
            for name in ("tab", "note", "headline", "highlight", "text", "button", "url", "tint")
        },
        **dict(zip(_SLOTS, sources, strict=False)),
        "starts": typed(banner.starts_at),
        "ends": typed(banner.ends_at),
    }


def _line(banner: Banner, moment: datetime) -> Line:
    badge = SHOWINGS[showing(banner.starts_at, banner.ends_at, moment)]
    url = f"/admin/banners/{banner.id}"
    return Line(banner.id, url, banner.tab, banner.headline, badge, banner.starts_at, banner.ends_at)


async def _options(request: ShopRequest, db: AsyncSession, banner: Banner | None) -> Options:
    own = banner.pictures.get("sources", []) if banner else []
    settings = request.visit.machines.settings
    return {
        "choices": picture_choices(await picture_sources(db)),
        "slots": _SLOTS,
        "tints": TINTS,
        "thumbs": [(picture_name(source), picture(settings, source)) for source in own],
    }


RESOURCE = Resource(
    code="banners",
    table=Banner,
    title="Slides",
    name="slide",
    intro="The carousel on top of the home page, in this order. The first one is what shoppers see first.",
    fields="admin/banners/_fields.html",
    names=(
        *("tab", "note", "headline", "highlight", "text", "button", "url", "tint", "starts", "ends"),
        *_SLOTS,
    ),
    is_ordered=True,
    read=_read,
    show=_show,
    line=_line,
    preview=lambda banner: f"/previews/home?banner={banner.id}",
    options=_options,
    takes_pictures=True,
)

HANDLERS = content_pages(RESOURCE)
