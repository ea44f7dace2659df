"""Reading the catalogue. Listings with filters and stock are read by the search package."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.catalog.models import (
    Brand,
    Category,
    Product,
    ProductFacet,
    ProductImage,
    ProductOption,
    SlugHistory,
    Variant,
)
from app.catalog.shelf import Shelf, SubShelf

_Parent = aliased(Category, name="parent")


async def product_ids_by_slug(session: AsyncSession, slugs: Collection[str]) -> dict[str, int]:
    """Ids of the products that have these slugs, in whatever state."""
    rows = await session.execute(select(Product.slug, Product.id).where(Product.slug.in_(slugs)))
    return {row.slug: row.id for row in rows}


async def count_products(session: AsyncSession) -> int:
    """Products in whatever state."""
    return await session.scalar(select(func.count()).select_from(Product)) or 0


async def variant_for(session: AsyncSession, slug: str, choices: dict[str, str]) -> int | None:
    """The variant for sale of that published product which these choices (option slug → value slug) name."""
    return await session.scalar(
        select(Variant.id)
        .join(Product, Product.id == Variant.product_id)
        .where(
            Product.slug == slug, Product.state == "published", Variant.is_active, Variant.choices == choices
        )
        .order_by(Variant.position, Variant.id)
        .limit(1)
    )


async def option_slugs(session: AsyncSession, slug: str) -> list[str]:
    """What there is to choose on the published product of that slug, in order."""
    rows = await session.scalars(
        select(ProductOption.slug)
        .join(Product, Product.id == ProductOption.product_id)
        .where(Product.slug == slug, Product.state == "published")
        .order_by(ProductOption.position)
    )
    return list(rows)


async def find_shelf(session: AsyncSession, slugs: Sequence[str]) -> Shelf | None:
    """The visible category of that path, `("pens", "fountain-pens")`."""
    *above, own = slugs
    found = (
        await session.execute(_LOWER_SHELF, {"slug": own, "above": above[0]})
        if above
        else await session.execute(_TOP_SHELF, {"slug": own})
    )
    row = found.first()
    return _shelf(row) if row else None


async def sub_shelves(session: AsyncSession, parent_id: int) -> list[SubShelf]:
    """The visible categories in this one that have products, each with how many and the picture of one."""
    rows = await session.execute(_SUB_SHELVES, {"parent_id": parent_id})
    return [SubShelf(**row._mapping) for row in rows]


def _sub_shelves() -> Select[Any]:
    within = ProductFacet.is_listed & ProductFacet.category_ids.contains(array([Category.id]))
    best = (
        select(ProductFacet.product_id)
        .where(within)
        .order_by(ProductFacet.units_sold.desc(), ProductFacet.product_id)
        .limit(1)
        .correlate(Category)
        .scalar_subquery()
    )
    product = (
        select(ProductImage.source, ProductImage.key)
        .where(ProductImage.product_id == best)
        .order_by(ProductImage.position, ProductImage.id)
        .limit(1)
        .correlate(Category)
        .lateral("picture")
    )
    filled = (
        select(func.count().label("products"))
        .select_from(ProductFacet)
        .where(within)
        .correlate(Category)
        .lateral("filled")
    )
    return (
        select(
            *(Category.id, Category.name, Category.slug, Category.tint, filled.c.products),
            func.coalesce(product.c.source, "").label("image_source"),
            func.coalesce(product.c.key, "").label("image_key"),
        )
        .select_from(Category)
        .join(filled, filled.c.products > 0)
        .outerjoin(product, product.c.source.is_not(None))
        .where(Category.parent_id == bindparam("parent_id"), Category.is_visible)
        .order_by(Category.position, Category.name)
    )


_SUB_SHELVES = _sub_shelves()
"""Made once: putting the statement together costs as much as running it."""


async def facet_keys(session: AsyncSession) -> list[str]:
    """Every attribute that some shelf can be narrowed by."""
    rows = await session.scalars(select(func.unnest(Category.facets).label("key")).distinct().order_by("key"))
    return list(rows)


async def find_brand(session: AsyncSession, slug: str) -> Brand | None:
    """The brand of that slug."""
    return await session.scalar(select(Brand).where(Brand.slug == slug))


async def brands_with_counts(session: AsyncSession) -> list[tuple[str, str, int]]:
    """Name, slug and number of published products of every brand that has any, by name."""
    rows = await session.execute(
        select(Brand.name, Brand.slug, func.count())
        .join(Product, Product.brand_id == Brand.id)
        .where(Product.state == "published")
        .group_by(Brand.id)
        .order_by(func.lower(Brand.name))
    )
    return [(name, slug, number) for name, slug, number in rows]


async def moved_to(session: AsyncSession, kind: str, slug: str) -> str | None:
    """Where the product, category or brand that once had this slug lives now: its slug, a category's whole path."""
    object_id = await session.scalar(
        select(SlugHistory.object_id).where(SlugHistory.kind == kind, SlugHistory.slug == slug)
    )
    if object_id is None:
        return None
    if kind == "category":
        shelf = await _shelf_of(session, object_id)
        return shelf.path if shelf else None
    table: type[Product] | type[Brand] = Product if kind == "product" else Brand
    return await session.scalar(select(table.slug).where(table.id == object_id))


async def _shelf_of(session: AsyncSession, category_id: int | None) -> Shelf | None:
    row = (await session.execute(_shelves().where(Category.id == category_id))).first()
    return _shelf(row) if row else None


def _shelves() -> Any:
    return select(Category, _Parent).outerjoin(_Parent, _Parent.id == Category.parent_id)


_VISIBLE_SHELF = _shelves().where(Category.slug == bindparam("slug"), Category.is_visible)
_TOP_SHELF = _VISIBLE_SHELF.where(Category.parent_id.is_(None))
_LOWER_SHELF = _VISIBLE_SHELF.where(_Parent.slug == bindparam("above"))


def _shelf(row: Any) -> Shelf:
    category, parent = row
    return Shelf(
        id=category.id,
        name=category.name,
        slug=category.slug,
        tint=category.tint,
        intro=category.intro,
        seo_title=category.seo_title,
        seo_description=category.seo_description,
        parent=_shelf((parent, None)) if parent else None,
        own_facets=tuple(category.facets),
        own_indexed_facets=tuple(category.indexed_facets),
    )
