"""The shop's main menu: top categories with their children and best filled brands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Category, Product, ProductCategory

_BRANDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry with its address."""

    name: str
    url: str
    tint: str = "kraft"
    children: Sequence["MenuItem"] = field(default=())
    brands: Sequence["MenuItem"] = field(default=())


async def load_menu(session: AsyncSession) -> list[MenuItem]:
    """Deals, the visible top categories in staff's order, top brands (experience specification, 2.1)."""
    found = await session.scalars(
        select(Category).where(Category.is_visible).order_by(Category.position, Category.name)
    )
    categories = found.all()
    brands = await _brands_by_category(session)
    tops = [category for category in categories if category.parent_id is None]
    return [
        MenuItem("Deals", "/deals"),
        *(_top(top, categories, brands.get(top.id, [])) for top in tops),
        MenuItem("Top Brands", "/brands"),
    ]


def _top(top: Category, categories: Sequence[Category], brands: list[MenuItem]) -> MenuItem:
    url = f"/c/{top.slug}"
    children = [
        MenuItem(child.name, f"{url}/{child.slug}", top.tint)
        for child in categories
        if child.parent_id == top.id
    ]
    return MenuItem(top.name, url, top.tint, children, brands)


async def _brands_by_category(session: AsyncSession) -> dict[int, list[MenuItem]]:
    """Per top category the brands with the most published products in it or below it."""
    top_id = func.coalesce(Category.parent_id, Category.id)
    rows = await session.execute(
        select(top_id, Brand.name, Brand.slug)
        .join(ProductCategory, ProductCategory.category_id == Category.id)
        .join(Product, Product.id == ProductCategory.product_id)
        .join(Brand, Brand.id == Product.brand_id)
        .where(Product.state == "published")
        .group_by(top_id, Brand.name, Brand.slug)
        .order_by(top_id, func.count().desc(), Brand.name)
    )
    brands: dict[int, list[MenuItem]] = {}
    for category_id, name, slug in rows:
        shown = brands.setdefault(category_id, [])
        if len(shown) < _BRANDS_SHOWN:
            shown.append(MenuItem(name, f"/b/{slug}"))
    return brands
