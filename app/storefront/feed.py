"""/feed.xml: what came onto the shelves last, for feed readers (RSS 2.0)."""

from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree

from litestar import Response, get

from app.core.money import format_money
from app.core.settings import Settings
from app.media.names import share_url
from app.search.cards import ProductCard
from app.search.criteria import Criteria
from app.search.queries import find_cards
from app.search.scope import Scope
from app.web.json_ld import absolute
from app.web.machine_files import child, xml_file
from app.web.visit import DbSession, ShopRequest

_MOST = 40
_ATOM, _MEDIA = "http://www.w3.org/2005/Atom", "http://search.yahoo.com/mrss/"


@get("/feed.xml", public=True)
async def show(request: ShopRequest, db: DbSession) -> Response[Any]:
    """The newest products, each with its price and picture."""
    settings = request.visit.machines.settings
    root = ElementTree.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM, "xmlns:media": _MEDIA})
    channel = child(root, "channel")
    child(channel, "title", f"New arrivals at {settings.shop_name}")
    child(channel, "link", absolute(settings, "/new"))
    child(channel, "description", "What came onto our shelves in the last weeks.")
    child(channel, "language", "en-pk")
    here = {"href": absolute(settings, "/feed.xml"), "rel": "self", "type": "application/rss+xml"}
    child(channel, "atom:link", **here)
    for card in await find_cards(db, Scope(new=True), Criteria(sort="new"), limit=_MOST):
        _add(settings, channel, card)
    return xml_file(request, root, "application/rss+xml")


def _add(settings: Settings, channel: ElementTree.Element, card: ProductCard) -> None:
    item = child(channel, "item")
    address = absolute(settings, f"/p/{card.slug}")
    child(item, "title", card.name)
    child(item, "link", address)
    child(item, "guid", address, isPermaLink="true")
    child(item, "description", _words(card))
    if card.published_at is not None:
        child(item, "pubDate", format_datetime(card.published_at))
    if card.image_key:
        child(
            item, "media:content", url=share_url(settings, card.image_key), medium="image", type="image/png"
        )


def _words(card: ProductCard) -> str:
    start = "from " if card.price_max > card.price_min else ""
    price = "Sold out" if card.is_sold_out else f"{start}{format_money(card.price_min)}"
    return f"{card.brand}. {price}." if card.brand else f"{price}."


HANDLERS = [show]
