"""Listings that a band of the home page can show, with names."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Category
from app.catalog.queries import brands_with_counts

_MADE_BY_THEMSELVES = [("/deals", "Deals"), ("/best-sellers", "Best sellers"), ("/new", "New arrivals")]


async def listing_choices(session: AsyncSession) -> list[tuple[str, str]]:
    """Path and name: deals, best sellers, new arrivals, every visible shelf, every brand that has products."""
    found = await session.scalars(
        select(Category).where(Category.is_visible).order_by(Category.position, Category.name)
    )
    categories = found.all()
    shelves = []
    for top in (one for one in categories if one.parent_id is None):
        shelves.append((f"/c/{top.slug}", top.name))
        below = (one for one in categories if one.parent_id == top.id)
        shelves += [(f"/c/{top.slug}/{one.slug}", f"{top.name}: {one.name}") for one in below]
    brands = [(f"/b/{slug}", f"Brand: {name}") for name, slug, _ in await brands_with_counts(session)]
    return [*_MADE_BY_THEMSELVES, *shelves, *brands]
