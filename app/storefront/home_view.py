"""What the home page shows at a moment: slides, facts, and staff's bands in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.queries import find_brand, find_shelf
from app.content.models import Announcement, Banner, HomeSection
from app.content.queries import announcements_at, banners_at, home_sections
from app.content.section_kinds import KINDS, MOST_HIGHLIGHTS, count_of, source_of
from app.core.money import format_money
from app.core.settings import Settings
from app.media.names import Picture, image_key, picture, share_url
from app.search.criteria import Criteria
from app.search.queries import find_cards
from app.search.scope import Scope
from app.shipping.queries import usual_free_over
from app.storefront.cards import CardView, card_views

Shown = TypeVar("Shown", Banner, Announcement)

_MADE_BY_ITSELF = {
    "/deals": ("deals", Scope(deals=True), Criteria(sort="discount", in_stock=True)),
    "/best-sellers": ("best sellers", Scope(best=True), Criteria(in_stock=True)),
    "/new": ("new arrivals", Scope(new=True), Criteria(sort="new", in_stock=True)),
}
"""Listings that no shelf or maker stands behind: what “View all” calls them, and what is in them."""


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide of the carousel; the headline comes in three parts, the middle one marked."""

    before: str
    highlight: str
    after: str
    note: str | None
    text: str
    url: str
    label: str
    name: str
    tint: str
    pictures: Sequence[Picture]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A printed card that leads to a shelf."""

    title: str
    text: str
    url: str
    label: str
    tint: str
    pictures: Sequence[Picture]


@dataclass(frozen=True, slots=True)
class Fact:
    """A true fact of the shop."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """A section of the home page. It has cards or highlights, never neither."""

    id: int
    kind: str
    title: str
    note: str
    all_url: str
    all_label: str
    cards: Sequence[CardView]
    highlights: Sequence[Highlight]


@dataclass(frozen=True, slots=True)
class Extra:
    """What a preview shows besides what is on: it stands first among its kind, or in its place."""

    banner: Banner | None = None
    announcement: Announcement | None = None
    section: HomeSection | None = None


NOTHING_MORE = Extra()


async def home_context(
    db: AsyncSession, settings: Settings, moment: datetime, extra: Extra = NOTHING_MORE
) -> dict[str, Any]:
    """The context of `storefront/home/index.html`. The number of statements follows from the number of bands."""
    banners = _with(extra.banner, await banners_at(db, moment))
    return {
        "picture": share_url(settings, image_key(first)) if (first := _first_source(banners)) else None,
        "slides": [_slide(settings, banner) for banner in banners],
        "facts": await _facts(db),
        "ticker": _with(extra.announcement, await announcements_at(db, moment)),
        "sections": await _bands(db, settings, extra.section),
    }


def _with(extra: Shown | None, shown: Sequence[Shown]) -> list[Shown]:
    """The extra one first, once."""
    first: list[Shown] = [] if extra is None else [extra]
    return first + [one for one in shown if all(one.id != other.id for other in first)]


async def _bands(db: AsyncSession, settings: Settings, extra: HomeSection | None) -> list[Band]:
    """A band with nothing in it is left out."""
    sections = list(await home_sections(db))
    if extra is not None and extra.id not in {section.id for section in sections}:
        sections = sorted([*sections, extra], key=lambda section: (section.position, section.id))
    bands = [await _band(db, settings, section) for section in sections if section.kind in KINDS]
    return [band for band in bands if band and (band.cards or band.highlights)]


async def _band(db: AsyncSession, settings: Settings, section: HomeSection) -> Band | None:
    source = source_of(section.kind, section.settings)
    if not source:
        highlights = _highlights(settings, section.settings)
        return _as_band(section, "/menu", "categories", highlights=highlights)
    listing = await _listing(db, source)
    if listing is None:
        return None
    name, scope, criteria = listing
    cards = await find_cards(db, scope, criteria, limit=count_of(section.kind, section.settings))
    return _as_band(section, source, name, cards=card_views(settings, cards))


def _as_band(
    section: HomeSection,
    url: str,
    name: str,
    *,
    cards: Sequence[CardView] = (),
    highlights: Sequence[Highlight] = (),
) -> Band:
    label = f"View all {name}"
    return Band(section.id, section.kind, section.title, section.note, url, label, cards, highlights)


async def _listing(db: AsyncSession, source: str) -> tuple[str, Scope, Criteria] | None:
    """Name and contents of the listing at that path; None when it is not there any more."""
    if source in _MADE_BY_ITSELF:
        return _MADE_BY_ITSELF[source]
    kind, *slugs = source.strip("/").split("/")
    if kind == "c" and slugs:
        shelf = await find_shelf(db, slugs)
        return (shelf.name, Scope(category_id=shelf.id), Criteria(in_stock=True)) if shelf else None
    brand = await find_brand(db, slugs[0]) if kind == "b" and slugs else None
    return (f"of {brand.name}", Scope(brand_id=brand.id), Criteria(in_stock=True)) if brand else None


def _first_source(banners: Sequence[Banner]) -> str | None:
    return next((source for banner in banners for source in banner.pictures.get("sources", [])), None)


def _slide(settings: Settings, banner: Banner) -> Slide:
    before, mark, after = (
        banner.headline.partition(banner.highlight) if banner.highlight else (banner.headline, "", "")
    )
    return Slide(
        before=before.strip(),
        highlight=mark,
        after=after.strip(),
        note=banner.note or None,
        text=banner.text,
        url=banner.url,
        label=banner.button,
        name=banner.tab,
        tint=banner.tint,
        pictures=[picture(settings, source) for source in banner.pictures.get("sources", [])],
    )


def _highlights(settings: Settings, arranged: dict[str, Any]) -> list[Highlight]:
    cards: list[dict[str, Any]] = arranged.get("cards", [])
    return [
        Highlight(
            title=card["title"],
            text=card["text"],
            url=card["url"],
            label=card["label"],
            tint=card["tint"],
            pictures=[picture(settings, source) for source in card["pictures"]],
        )
        for card in cards[:MOST_HIGHLIGHTS]
    ]


async def _facts(db: AsyncSession) -> list[Fact]:
    free_over = await usual_free_over(db)
    delivery = f"free over {format_money(free_over)} to most cities" if free_over else "to every province"
    return [
        Fact("truck", "Delivery everywhere", delivery),
        Fact("banknote", "Cash on delivery", "or by bank transfer"),
        Fact("undo-2", "14-day returns", "unused, in its packing"),
        Fact("shield-check", "Real brands", "with an invoice for each order"),
    ]
