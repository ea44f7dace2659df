"""What sitemaps list: published products, filled categories and brands, each with when its page last changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.catalog.models import Brand, Category, Product, ProductCategory, ProductImage, Variant

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
