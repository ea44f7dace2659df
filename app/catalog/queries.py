"""Reading the catalogue."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product


async def product_ids_by_slug(session: AsyncSession, slugs: Collection[str]) -> dict[str, int]:
    """Ids of the products that have these slugs, in whatever state."""
    rows = await session.execute(select(Product.slug, Product.id).where(Product.slug.in_(slugs)))
    return {row.slug: row.id for row in rows}


async def count_products(session: AsyncSession) -> int:
    """Products in whatever state."""
    return await session.scalar(select(func.count()).select_from(Product)) or 0
