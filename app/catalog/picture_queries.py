"""Finding the pictures of products by what they are called, and those whose files still have to be made."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Collection, ProductImage, RetiredPicture


@dataclass(frozen=True, slots=True)
class WaitingPicture:
    """A picture, as much of it as making its files needs."""

    id: int
    source: str
    key: str


async def source_by_key(session: AsyncSession, key: str) -> str | None:
    """What the picture of that key is made from, be it shown by a product or by old orders alone."""
    shown = select(ProductImage.source).where(ProductImage.key == key)
    retired = select(RetiredPicture.source).where(RetiredPicture.key == key)
    return await session.scalar(shown.union_all(retired).limit(1))


async def collection_sources(session: AsyncSession) -> Sequence[str]:
    """What the pictures of collections are made from; there are few, and they have no keys of their own."""
    found = await session.scalars(select(Collection.image_source).where(Collection.image_source != ""))
    return found.all()


async def pictures_to_make(session: AsyncSession) -> Sequence[WaitingPicture]:
    """Pictures whose files have not all been made: first the first picture of every product, then the second…"""
    rows = await session.execute(
        select(ProductImage.id, ProductImage.source, ProductImage.key)
        .where(~ProductImage.is_ready)
        .order_by(ProductImage.position, ProductImage.id)
    )
    return [WaitingPicture(*row) for row in rows]
