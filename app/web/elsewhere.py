"""Where a missing page may be found instead: its redirect, or what is called alike."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.count_hit import count_hit
from app.content.redirect_queries import find_redirect
from app.content.redirect_rules import with_query
from app.core.settings import Settings
from app.media.names import Picture, picture
from app.search.engines import ENGINE
from app.search.queries import find_cards
from app.search.scope import Scope
from app.web.client_address import limit_key
from app.web.limits import LIMITS
from app.web.lost import words_of_path
from app.web.visit import Visit

log = structlog.get_logger(__name__)

_NO_PAGES = ("api", "static", "media", "admin")
"""First parts of addresses that never were pages of shoppers."""
_NO_WORDS = {
    "orders",
    "account",
    "cart",
    "checkout",
    "sign-in",
    "stock-alerts",
    "newsletter",
    "previews",
    "healthz",
}
"""Addresses whose words name nothing that is for sale."""
_MOST_GOODS = 4


@dataclass(frozen=True, slots=True)
class Good:
    """A product that is called alike. Paisa."""

    name: str
    url: str
    picture: Picture
    tint: str
    price: int
    price_from: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`moved_to` is the complete target of a redirect, None without one."""

    moved_to: str | None = None
    goods: Sequence[Good] = ()


async def look_elsewhere(visit: Visit, path: str, query: str) -> Elsewhere:
    """One statement for the redirect; a search only where there is none, and only as often as searching is allowed."""
    first = path.strip("/").partition("/")[0]
    if first in _NO_PAGES:
        return Elsewhere()
    session = visit.transaction.session()
    found = await find_redirect(session, path)
    if found is not None:
        await _count(visit, found.id)
        return Elsewhere(with_query(found.to_path, query))
    words = words_of_path(path)
    if first in _NO_WORDS or not words or not await _may_search(visit):
        return Elsewhere()
    return Elsewhere(goods=await _alike(session, visit.machines.settings, words))


async def _alike(session: AsyncSession, settings: Settings, words: Sequence[str]) -> list[Good]:
    hits = await ENGINE.search(session, " ".join(words), limit=_MOST_GOODS)
    if not hits.product_ids:
        return []
    cards = await find_cards(session, Scope(ids=hits.product_ids[:_MOST_GOODS]), limit=_MOST_GOODS)
    return [
        Good(
            card.name,
            f"/p/{card.slug}",
            picture(settings, card.image_source, card.image_key),
            card.tint,
            card.price_min,
            card.price_max > card.price_min,
        )
        for card in cards
    ]


async def _count(visit: Visit, redirect_id: int) -> None:
    """In a transaction of its own: a number that cannot be written keeps nobody from getting there."""
    try:
        async with visit.machines.sessions() as session, session.begin():
            await count_hit(session, redirect_id)
    except SQLAlchemyError as error:
        log.warning("redirect.not_counted", error=type(error).__name__)


async def _may_search(visit: Visit) -> bool:
    """Machines that try one made-up address after the other get the plain page."""
    rules = [rule for rule in LIMITS["search"] if rule.by == "address"]
    buckets = [rule.bucket("search", limit_key(visit.address)) for rule in rules]
    return (await visit.machines.limiter.take(buckets)).allowed
