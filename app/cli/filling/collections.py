"""Collections of the demo."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.arrange_collection import pick
from app.catalog.models import Brand, Category, Collection, Product
from app.catalog.save_collection import make_collection
from app.cli.filling.seed_files import seed_tables
from app.core.audit import SHOP


async def lay_collections(session: AsyncSession) -> int:
    """Make those that are missing; what staff changed stays. How many the demo has."""
    known = set(await session.scalars(select(Collection.slug)))
    tables = seed_tables("content/collections.toml", "collection")
    for table in tables:
        if table["slug"] not in known:
            made = await make_collection(session, await _values(session, table), actor=SHOP)
            for product_id in await _picked(session, table.get("products", [])):
                await pick(session, made.id, product_id, actor=SHOP)
    return len(tables)


async def _values(session: AsyncSession, table: dict[str, Any]) -> dict[str, Any]:
    category = Category.slug == table.get("category", "")
    brand = Brand.slug == table.get("brand", "")
    return {
        "name": table["name"],
        "slug": table["slug"],
        "description": table["description"],
        "tint": table["tint"],
        "is_published": True,
        "rule_category_id": await session.scalar(select(Category.id).where(category).limit(1)),
        "rule_brand_id": await session.scalar(select(Brand.id).where(brand)),
        "rule_is_deal": table.get("deal", False),
        "rule_price_max": table["price_max"] * 100 if "price_max" in table else None,
    }


async def _picked(session: AsyncSession, slugs: list[str]) -> list[int]:
    """Ids in the order of the file; a product that the shop does not have is left out."""
    rows = await session.execute(select(Product.slug, Product.id).where(Product.slug.in_(slugs)))
    ids: dict[str, int] = dict(rows.tuples().all())
    return [ids[slug] for slug in slugs if slug in ids]
