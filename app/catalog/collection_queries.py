"""Reading collections: what shoppers may see, and what staff edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Collection, CollectionProduct, Product, ProductImage, Variant
from app.core.pagination import Pagination

PER_PAGE = 50
MOST_SHOWN = 60
"""Collections on the shoppers' page of all of them."""
_FOUND = 8


@dataclass(frozen=True, slots=True)
class CollectionCard:
    """A collection with its picture: its own, else that of its first product."""

    slug: str
    name: str
    description: str
    tint: str
    image_source: str
    image_key: str
    picked: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A product as staff see it in a collection or a search for one."""

    id: int
    name: str
    slug: str
    state: str
    position: int = 0


def is_shown(moment: datetime) -> ColumnElement[bool]:
    """Whether shoppers see the collection at that moment."""
    return (
        Collection.is_published
        & or_(Collection.published_from.is_(None), Collection.published_from <= moment)
        & or_(Collection.published_until.is_(None), Collection.published_until > moment)
    )


async def shown_collections(session: AsyncSession, moment: datetime) -> list[CollectionCard]:
    """Those that shoppers see, in staff's order."""
    rows = await session.execute(
        _cards().where(is_shown(moment)).order_by(Collection.position, Collection.id).limit(MOST_SHOWN)
    )
    return [CollectionCard(**row._mapping) for row in rows]


async def find_collection(session: AsyncSession, slug: str, moment: datetime) -> Collection | None:
    """The collection of that slug, if shoppers may see it now."""
    return await session.scalar(select(Collection).where(Collection.slug == slug, is_shown(moment)))


async def picked_ids(session: AsyncSession, collection_id: int) -> tuple[int, ...]:
    """The products picked by hand, in their order."""
    rows = await session.scalars(
        select(CollectionProduct.product_id)
        .where(CollectionProduct.collection_id == collection_id)
        .order_by(CollectionProduct.position, CollectionProduct.product_id)
    )
    return tuple(rows)


async def collections_page(session: AsyncSession, page: int) -> tuple[Sequence[Any], Pagination]:
    """Every collection with how many products were picked, in staff's order."""
    total = await session.scalar(select(func.count()).select_from(Collection)) or 0
    pagination = Pagination(page, PER_PAGE, total)
    picked = (
        select(func.count())
        .select_from(CollectionProduct)
        .where(CollectionProduct.collection_id == Collection.id)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Collection, picked.label("picked"))
        .order_by(Collection.position, Collection.id)
        .limit(PER_PAGE)
        .offset(pagination.offset)
    )
    return rows.all(), pagination


async def picks_of(session: AsyncSession, collection_id: int) -> list[Pick]:
    """The picked products in their order, in whatever state."""
    rows = await session.execute(
        select(Product.id, Product.name, Product.slug, Product.state, CollectionProduct.position)
        .join(CollectionProduct, CollectionProduct.product_id == Product.id)
        .where(CollectionProduct.collection_id == collection_id)
        .order_by(CollectionProduct.position, Product.id)
    )
    return [Pick(*row) for row in rows]


async def find_to_pick(session: AsyncSession, words: str, collection_id: int) -> list[Pick]:
    """A few products that have all the words in their search text, or exactly this SKU, and are not picked yet."""
    already = select(CollectionProduct.product_id).where(CollectionProduct.collection_id == collection_id)
    sku = select(Variant.product_id).where(Variant.sku == words.upper())
    matches = [Product.search_text.contains(word.lower(), autoescape=True) for word in words.split()[:8]]
    rows = await session.execute(
        select(Product.id, Product.name, Product.slug, Product.state)
        .where(or_(Product.id.in_(sku), *([] if not matches else [_all(matches)])))
        .where(Product.id.not_in(already), Product.state != "archived")
        .order_by(Product.units_sold.desc(), Product.id)
        .limit(_FOUND)
    )
    return [Pick(*row) for row in rows]


def _all(conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *rest = conditions
    for one in rest:
        first = first & one
    return first


def _cards() -> Select[Any]:
    first = (
        select(ProductImage.source, ProductImage.key)
        .join(CollectionProduct, CollectionProduct.product_id == ProductImage.product_id)
        .where(CollectionProduct.collection_id == Collection.id)
        .order_by(CollectionProduct.position, ProductImage.position, ProductImage.id)
        .limit(1)
        .correlate(Collection)
        .lateral("first")
    )
    picked = (
        select(func.count())
        .select_from(CollectionProduct)
        .where(CollectionProduct.collection_id == Collection.id)
        .correlate(Collection)
        .scalar_subquery()
    )
    return (
        select(
            *(Collection.slug, Collection.name, Collection.description, Collection.tint),
            func.coalesce(func.nullif(Collection.image_source, ""), first.c.source, "").label("image_source"),
            func.coalesce(func.nullif(Collection.image_key, ""), first.c.key, "").label("image_key"),
            picked.label("picked"),
        )
        .select_from(Collection)
        .outerjoin(first, first.c.source.is_not(None))
    )
