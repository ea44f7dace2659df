"""Finding the pictures of products by what they are called, and those whose files still have to be made."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import ProductImage


@dataclass(frozen=True, slots=True)
class WaitingPicture:
    """A picture, as much of it as making its files needs."""

    id: int
    source: str
    key: str


async def source_by_key(session: AsyncSession, key: str) -> str | None:
    """What the product picture of that key is made from."""
    return await session.scalar(select(ProductImage.source).where(ProductImage.key == key).limit(1))


async def pictures_to_make(session: AsyncSession) -> Sequence[WaitingPicture]:
    """Pictures whose files have not all been made: first the first picture of every product, then the second…"""
    rows = await session.execute(
        select(ProductImage.id, ProductImage.source, ProductImage.key)
        .where(~ProductImage.is_ready)
        .order_by(ProductImage.position, ProductImage.id)
    )
    return [WaitingPicture(*row) for row in rows]
