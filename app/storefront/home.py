"""/: the shop window, arranged by staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar import get
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Banner, HomeSection
from app.content.queries import banners_at, home_sections
from app.core.clock import now
from app.core.money import format_money
from app.core.settings import Settings
from app.media.names import Picture, image_key, picture, share_url
from app.search.criteria import Criteria
from app.search.queries import find_cards
from app.search.scope import Scope
from app.shipping.queries import usual_free_over
from app.storefront.cards import CardView, card_views
from app.storefront.json_ld.site import LOGO, site_nodes
from app.storefront.ticker import ticker
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest

_LISTS = {
    "deals": (Scope(deals=True), Criteria(sort="discount", in_stock=True)),
    "best_sellers": (Scope(best=True), Criteria(in_stock=True)),
    "new_arrivals": (Scope(new=True), Criteria(sort="new", in_stock=True)),
}
"""Bands that are lists of products."""
_MOST = 12


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


@get("/", public=True)
async def show(request: ShopRequest, db: DbSession) -> Page:
    """The home page. A list with nothing in it is left out."""
    settings = request.visit.machines.settings
    sections = {section.kind: section for section in await home_sections(db)}
    lists: dict[str, Any] = {
        kind: await _cards(db, settings, sections.get(kind), *what) for kind, what in _LISTS.items()
    }
    deals = sections.get("deals")
    banners = await banners_at(db, now())
    return await page(
        request,
        "storefront/home/index.html",
        title="Stationery, art supplies and books online",
        description="Pens, paper, paint, school lists, office supplies and books: real brands, prices with tax, "
        "cash on delivery, sent from Lahore across Pakistan.",
        canonical="/",
        picture=share_url(settings, image_key(first)) if (first := _first_source(banners)) else None,
        structured=site_nodes(settings, request.visit.machines.assets.url(LOGO)),
        slides=[_slide(settings, banner) for banner in banners],
        facts=await _facts(db),
        ticker=await ticker(db),
        deals_note=(deals.note or None) if deals else None,
        highlights=_highlights(settings, sections.get("highlights")),
        **lists,
    )


async def _cards(
    db: AsyncSession, settings: Settings, section: HomeSection | None, scope: Scope, criteria: Criteria
) -> list[CardView]:
    if section is None:
        return []
    wanted = section.settings.get("count", 5)
    count = min(wanted, _MOST) if isinstance(wanted, int) and wanted > 0 else 5
    return card_views(settings, await find_cards(db, scope, criteria, limit=count))


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


def _highlights(settings: Settings, section: HomeSection | None) -> list[Highlight]:
    cards: list[dict[str, Any]] = section.settings.get("cards", []) if section else []
    return [
        Highlight(
            title=card["title"],
            text=card["text"],
            url=card["url"],
            label=card["label"],
            tint=card["tint"],
            pictures=[picture(settings, source) for source in card["pictures"]],
        )
        for card in cards
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


HANDLERS = [show]
