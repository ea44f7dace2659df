"""What sitemaps list: published products, filled categories and brands, each with when its page last changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ScalarSelect, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.catalog.collection_queries import is_shown
from app.catalog.models import Brand, Category, Collection, Product, ProductCategory, ProductImage, Variant

LEAST_INDEXED = 8
"""A list of fewer products is no page for search engines."""
_CHOICES = text(
    """
    WITH shelves AS (
        SELECT own.id, concat_ws('/', '/c', above.slug, own.slug) AS path,
               CASE WHEN cardinality(own.indexed_facets) > 0 THEN own.indexed_facets
                    ELSE above.indexed_facets END AS keys
        FROM categories AS own LEFT JOIN categories AS above ON above.id = own.parent_id
        WHERE own.is_visible AND coalesce(above.is_visible, true)
    ), held AS (
        SELECT shelves.id, shelves.path, shelves.keys, f.brand_id, f.value_ids, f.published_at
        FROM shelves JOIN product_facets AS f ON f.is_listed AND f.category_ids @> ARRAY[shelves.id]
        WHERE cardinality(shelves.keys) > 0
    ), sizes AS (
        SELECT id, count(*) AS products FROM held GROUP BY id
    ), counted AS (
        SELECT held.id, held.path, 'brand' AS key, brands.slug, count(*) AS products, max(published_at) AS at
        FROM held JOIN brands ON brands.id = held.brand_id
        WHERE 'brand' = ANY(held.keys) GROUP BY held.id, held.path, brands.slug
        UNION ALL
        SELECT held.id, held.path, v.key, v.slug, count(*), max(published_at)
        FROM held, unnest(held.value_ids) AS value(id) JOIN facet_values AS v ON v.id = value.id
        WHERE v.key = ANY(held.keys) GROUP BY held.id, held.path, v.key, v.slug
    )
    SELECT counted.path, counted.key, counted.slug, counted.at FROM counted JOIN sizes USING (id)
    WHERE counted.products >= :least AND counted.products < sizes.products
    ORDER BY counted.path, counted.key, counted.slug
    """
)

_Parent = aliased(Category, name="parent")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page: its path, when it changed, keys of its pictures."""

    path: str
    changed_at: datetime | None
    image_keys: Sequence[str] = ()


async def product_parts(session: AsyncSession, per_part: int) -> list[datetime | None]:
    """For each part of that many products, in order of their ids, when something in it last changed."""
    number = ((func.row_number().over(order_by=Product.id) - 1) // per_part).label("part")
    numbered = (
        select(
            number, func.greatest(Product.updated_at, Product.published_at, _variants_changed()).label("at")
        )
        .where(Product.state == "published")
        .subquery()
    )
    rows = await session.execute(
        select(func.max(numbered.c.at)).group_by(numbered.c.part).order_by(numbered.c.part)
    )
    return [at for (at,) in rows]


async def listed_products(session: AsyncSession, part: int, per_part: int) -> list[Listed]:
    """The products of part `part` (from 1) with their pictures."""
    keys = (
        select(func.array_agg(ProductImage.key))
        .where(ProductImage.product_id == Product.id)
        .correlate(Product)
        .scalar_subquery()
    )
    changed = func.greatest(Product.updated_at, Product.published_at, _variants_changed())
    rows = await session.execute(
        select(Product.slug, changed, keys)
        .where(Product.state == "published")
        .order_by(Product.id)
        .offset((part - 1) * per_part)
        .limit(per_part)
    )
    return [Listed(f"/p/{slug}", at, sorted(set(images or ()))) for slug, at, images in rows]


async def listed_categories(session: AsyncSession) -> list[Listed]:
    """Visible categories that list something themselves or in a child; changed when they or what they list began."""
    filled = (
        select(ProductCategory.category_id, func.max(Product.published_at).label("at"))
        .join(Product, Product.id == ProductCategory.product_id)
        .where(Product.state == "published")
        .group_by(ProductCategory.category_id)
        .subquery()
    )
    child = aliased(Category, name="child")
    newest = (
        select(func.max(filled.c.at))
        .join(child, child.id == filled.c.category_id)
        .where((child.id == Category.id) | (child.parent_id == Category.id))
        .correlate(Category)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Category.slug, _Parent.slug, func.greatest(Category.updated_at, newest))
        .outerjoin(_Parent, _Parent.id == Category.parent_id)
        .where(Category.is_visible, newest.is_not(None))
        .order_by(Category.id)
    )
    return [Listed(f"/c/{above}/{slug}" if above else f"/c/{slug}", at) for slug, above, at in rows]


async def listed_choices(session: AsyncSession) -> list[Listed]:
    """Lists one choice away from a shelf that search engines may index: `/c/pens?brand=parker`. As `ux` 2.4 has it."""
    rows = await session.execute(_CHOICES, {"least": LEAST_INDEXED})
    return [Listed(f"{path}?{urlencode([(key, slug)])}", at) for path, key, slug, at in rows]


async def listed_collections(session: AsyncSession, moment: datetime) -> list[Listed]:
    """Collections that are shown at that moment, and the page of them all."""
    rows = await session.execute(
        select(Collection.slug, Collection.updated_at).where(is_shown(moment)).order_by(Collection.id)
    )
    listed = [Listed(f"/collections/{slug}", at) for slug, at in rows]
    newest = max((one.changed_at for one in listed if one.changed_at), default=None)
    return [Listed("/collections", newest), *listed] if listed else []


async def listed_brands(session: AsyncSession) -> list[Listed]:
    """Brands that have something published."""
    rows = await session.execute(
        select(Brand.slug, func.greatest(Brand.updated_at, func.max(Product.published_at)))
        .join(Product, Product.brand_id == Brand.id)
        .where(Product.state == "published")
        .group_by(Brand.id)
        .order_by(Brand.id)
    )
    return [Listed(f"/b/{slug}", at) for slug, at in rows]


def _variants_changed() -> ScalarSelect[Any]:
    return (
        select(func.max(Variant.updated_at))
        .where(Variant.product_id == Product.id)
        .correlate(Product)
        .scalar_subquery()
    )
