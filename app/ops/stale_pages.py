"""What a fact makes stale on public pages: the tags to drop (`app.core.drop_log`).

A page carries `product:<id>` for each product it shows, and the broad tags of what else it is made of. Whatever an
event names by `product_id`, `product_ids` or `variant_id` goes stale by itself; `BROADLY` says what more follows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Variant
from app.core.outbox import Event

LISTS = "lists"
"""Which products stand where, and the counts beside filters."""
SHELVES = "shelves"
"""Categories and brands: the menu."""
CONTENT = "content"
"""What staff write: banners, announcements, home sections, pages, menus."""

Facts = Iterable[tuple[str, Mapping[str, Any]]]
"""Event type and payload."""

BROADLY: Final[Mapping[str, tuple[str, ...]]] = {
    "ProductsImported": (LISTS, SHELVES),
    "ProductChanged": (LISTS,),
    "PriceChanged": (LISTS,),
    "CategoryChanged": (LISTS, SHELVES),
    "BrandChanged": (LISTS, SHELVES),
    "CollectionChanged": (LISTS, SHELVES, CONTENT),
    "SynonymsChanged": (LISTS,),
    "ContentChanged": (CONTENT,),
}
"""By the event's name, as some of them belong to packages above this one."""
_UNSEEN = {"StockCommitted", "StockShipped", "StockReturned"}
"""About variants, but what can be bought stays as it was."""
_MOST_PRODUCTS = 500
"""Above this many it is quicker to drop all lists and products together."""
PRODUCTS = "products"
"""Every product at once: each page that shows one carries it."""


def makes_stale(event: type[Event]) -> bool:
    """Whether anything on a public page follows from events of this type."""
    named = {one.name for one in fields(event)} & {"product_id", "product_ids", "variant_id"}
    return event.__name__ in BROADLY or bool(named and event.__name__ not in _UNSEEN)


async def stale_tags(session: AsyncSession, facts: Facts) -> set[str]:
    """Everything these facts make stale; at most one statement."""
    tags: set[str] = set()
    products: set[int] = set()
    variants: set[int] = set()
    for name, payload in facts:
        if name in _UNSEEN:
            continue
        tags.update(BROADLY.get(name, ()))
        products.update(payload.get("product_ids", ()))
        products.update([payload["product_id"]] if payload.get("product_id") else [])
        variants.update([payload["variant_id"]] if payload.get("variant_id") else [])
    if variants:
        owners = select(Variant.product_id).where(Variant.id.in_(variants)).distinct()
        products.update(await session.scalars(owners))
    if len(products) > _MOST_PRODUCTS:
        return tags | {PRODUCTS, LISTS}
    return tags | {f"product:{product_id}" for product_id in products}
