"""Reading products as staff see them: drafts and withdrawn ones too."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Product, ProductImage, Variant
from app.core.pagination import Pagination


@dataclass(frozen=True, slots=True)
class DeskProduct:
    """A line of the list. Paisa."""

    id: int
    slug: str
    name: str
    brand: str
    state: str
    price_min: int
    variants: int
    pictures: int
    image_source: str
    image_key: str


@dataclass(frozen=True, slots=True)
class ProductsPage:
    """One page of the list."""

    rows: list[DeskProduct]
    pagination: Pagination


@dataclass(frozen=True, slots=True)
class DeskPictures:
    """A product with all its pictures and variants, both in order."""

    product: Product
    images: Sequence[ProductImage]
    variants: Sequence[Variant]


async def products_page(
    session: AsyncSession, search: str = "", *, bare: bool = False, page: int = 1, per_page: int = 50
) -> ProductsPage:
    """Products by name; `search` is part of a name, the whole of a SKU or a slug. `bare`: those without pictures."""
    conditions: list[ColumnElement[bool]] = []
    if search:
        by_sku = select(Variant.product_id).where(func.lower(Variant.sku) == search.lower())
        conditions.append(
            or_(
                Product.name.icontains(search, autoescape=True),
                Product.slug == search.lower(),
                Product.id.in_(by_sku),
            )
        )
    has_picture = select(ProductImage.id).where(ProductImage.product_id == Product.id).exists()
    if bare:
        conditions.append(~has_picture)
    total = await session.scalar(select(func.count()).select_from(Product).where(*conditions)) or 0
    first = (
        select(ProductImage.source, ProductImage.key)
        .where(ProductImage.product_id == Product.id)
        .order_by(ProductImage.position, ProductImage.id)
        .limit(1)
        .correlate(Product)
        .lateral("first_picture")
    )
    pictures = (
        select(func.count()).where(ProductImage.product_id == Product.id).correlate(Product).scalar_subquery()
    )
    pagination = Pagination(page, per_page, total)
    found = await session.execute(
        select(
            *(Product.id, Product.slug, Product.name, Product.state, Product.price_min),
            func.coalesce(Brand.name, "").label("brand"),
            Product.variant_count.label("variants"),
            pictures.label("pictures"),
            func.coalesce(first.c.source, "").label("image_source"),
            func.coalesce(first.c.key, "").label("image_key"),
        )
        .outerjoin(Product.brand)
        .outerjoin(first, first.c.source.is_not(None))
        .where(*conditions)
        .order_by(Product.name, Product.id)
        .offset(pagination.offset)
        .limit(per_page)
    )
    return ProductsPage([DeskProduct(**row._mapping) for row in found], pagination)


async def desk_pictures(session: AsyncSession, product_id: int) -> DeskPictures | None:
    """The product of that id in any state, with what its pictures page shows."""
    product = await session.get(Product, product_id)
    if product is None:
        return None
    images = await session.scalars(
        select(ProductImage)
        .where(ProductImage.product_id == product_id)
        .order_by(ProductImage.position, ProductImage.id)
    )
    variants = await session.scalars(
        select(Variant)
        .where(Variant.product_id == product_id, Variant.is_active)
        .order_by(Variant.position, Variant.id)
    )
    return DeskPictures(product, images.all(), variants.all())
