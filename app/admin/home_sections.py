"""/admin/home-sections: the bands of the home page, what each shows, and in which order."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.badges import Badge
from app.admin.content_acts import content_pages
from app.admin.content_desk import OFF, TINTS, Line, Options, Resource, read_link
from app.content.listing_choices import listing_choices
from app.content.models import HomeSection
from app.content.picture_choices import picture_choices
from app.content.picture_sources import picture_sources
from app.content.section_kinds import KINDS, MOST_CARDS, MOST_HIGHLIGHTS, count_of
from app.web.forms import Form
from app.web.visit import ShopRequest

_CARDS = tuple(range(1, MOST_HIGHLIGHTS + 1))
_CARD_FIELDS = ("title", "text", "label", "url", "tint", "picture_1", "picture_2")
_CARD_NAMES = tuple(f"card_{number}_{name}" for number in _CARDS for name in _CARD_FIELDS)
_ASK_PICTURE = "Choose one of the pictures."


def _read(form: Form, options: Options) -> dict[str, Any]:
    kind = form.choice("kind", KINDS, "Choose what it looks like.")
    values = {
        "kind": kind,
        "title": form.text("title", "Write the heading.", most=60),
        "note": form.text("note", most=40),
        "is_on": form.flag("is_on"),
    }
    if kind and not KINDS[kind].source:
        return {**values, "settings": {"cards": _read_cards(form, options)}}
    known = {source for source, _ in options["listings"]} | {""}
    source = form.choice("source", known, "Choose a listing.")
    count = form.integer("count", f"Enter a number from 1 to {MOST_CARDS}.", least=1, most=MOST_CARDS)
    return {**values, "settings": {"count": count} | ({"source": source} if source else {})}


def _read_cards(form: Form, options: Options) -> list[dict[str, Any]]:
    """A card without a title is left out, whatever else was typed into it."""
    known = {source for source, _ in options["choices"]} | {""}
    cards = []
    for number in _CARDS:
        prefix = f"card_{number}_"
        title = form.text(f"{prefix}title", most=40)
        if not title:
            continue
        chosen = [form.choice(f"{prefix}picture_{slot}", known, _ASK_PICTURE) for slot in (1, 2)]
        cards.append(
            {
                "title": title,
                "text": form.text(f"{prefix}text", "Write one sentence.", most=120),
                "label": form.text(f"{prefix}label", "Write what the link says.", most=40),
                "url": read_link(form, f"{prefix}url"),
                "tint": form.choice(f"{prefix}tint", [tint for tint, _ in TINTS], "Choose a paper."),
                "pictures": [source for source in chosen if source],
            }
        )
    return cards


def _show(section: HomeSection) -> dict[str, str]:
    shown = {
        "kind": section.kind,
        "title": section.title,
        "note": section.note,
        "source": section.settings.get("source", ""),
        "count": str(count_of(section.kind, section.settings)) if section.kind in KINDS else "",
        "is_on": "1" if section.is_on else "",
    }
    for number, card in enumerate(section.settings.get("cards", []), 1):
        pictures = dict(zip(("picture_1", "picture_2"), card["pictures"], strict=False))
        words = {name: card[name] for name in ("title", "text", "label", "url", "tint")}
        shown |= {f"card_{number}_{name}": value for name, value in (words | pictures).items()}
    return shown


def _is_list(kind: str) -> bool:
    return kind in KINDS and bool(KINDS[kind].source)


def _line(section: HomeSection, _: datetime) -> Line:
    kind = KINDS.get(section.kind)
    about = kind.name if kind else section.kind
    badge = Badge("On", "green", "circle-check") if section.is_on else OFF
    return Line(section.id, f"/admin/home-sections/{section.id}", section.title, about, badge)


async def _options(_: ShopRequest, db: AsyncSession, section: HomeSection | None) -> Options:
    return {
        "kinds": [(code, kind.name) for code, kind in KINDS.items()],
        "listings": await listing_choices(db),
        "choices": picture_choices(await picture_sources(db)),
        "tints": TINTS,
        "cards": _CARDS,
        "shows_products": section is None or _is_list(section.kind),
        "shows_cards": section is not None and not _is_list(section.kind),
        "most": MOST_CARDS,
    }


RESOURCE = Resource(
    code="home-sections",
    table=HomeSection,
    title="Home page",
    name="section",
    intro="The bands under the carousel, from top to bottom. One that has nothing to show is left out by itself.",
    fields="admin/home_sections/_fields.html",
    names=("kind", "title", "note", "source", "count", "is_on", *_CARD_NAMES),
    is_ordered=True,
    read=_read,
    show=_show,
    line=_line,
    preview=lambda section: f"/previews/home?section={section.id}",
    options=_options,
)

HANDLERS = content_pages(RESOURCE)
