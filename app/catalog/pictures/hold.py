"""Taking a product's pictures in hand: nobody else changes them until the transaction ends."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, ProductImage
from app.core.errors import NotFound


async def hold(session: AsyncSession, product_id: int) -> tuple[Product, list[ProductImage]]:
    """The product, locked, and its pictures in order. Raises NotFound when there is no such product."""
    product = await session.scalar(select(Product).where(Product.id == product_id).with_for_update())
    if product is None:
        raise NotFound("There is no such product.")
    images = await session.scalars(
        select(ProductImage)
        .where(ProductImage.product_id == product_id)
        .order_by(ProductImage.position, ProductImage.id)
    )
    return product, list(images)


def pick(images: list[ProductImage], picture_id: int) -> ProductImage:
    """That one of them. Raises NotFound for another product's."""
    for image in images:
        if image.id == picture_id:
            return image
    raise NotFound("This product has no such picture.")
