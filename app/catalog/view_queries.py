"""Reading what somebody looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, Variant, ViewedProduct

MOST_VIEWED = 20
"""Products that are remembered of one viewer."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the account when somebody is signed in, else the browser's history token (SHA-256), else nobody."""

    account_id: int | None = None
    visitor_hash: bytes | None = None

    @property
    def is_known(self) -> bool:
        """Whether there can be a history at all."""
        return self.account_id is not None or self.visitor_hash is not None


def viewed_by(viewer: Viewer) -> ColumnElement[bool]:
    """The viewer's own rows."""
    if viewer.account_id is not None:
        return ViewedProduct.account_id == viewer.account_id
    return ViewedProduct.visitor_hash == viewer.visitor_hash


async def viewed_product_ids(session: AsyncSession, viewer: Viewer) -> Sequence[int]:
    """Products still for sale that the viewer looked at, the last one first."""
    if not viewer.is_known:
        return ()
    rows = await session.scalars(
        select(ViewedProduct.product_id)
        .join(Product, Product.id == ViewedProduct.product_id)
        .where(viewed_by(viewer), Product.state == "published")
        .order_by(ViewedProduct.viewed_at.desc(), ViewedProduct.id.desc())
        .limit(MOST_VIEWED)
    )
    return rows.all()


async def name_of(session: AsyncSession, product_id: int) -> str | None:
    """What a product that is for sale is called."""
    return await session.scalar(
        select(Product.name).where(Product.id == product_id, Product.state == "published")
    )


@dataclass(frozen=True, slots=True)
class Parcel:
    """One piece of a product as couriers see it: the cheapest price (paisa) and the heaviest variant (grams)."""

    slug: str
    price: int
    weight_grams: int


async def parcel_of(session: AsyncSession, product_id: int) -> Parcel | None:
    """What one piece costs and weighs; None when it is not for sale."""
    row = (
        await session.execute(
            select(Product.slug, Product.price_min, func.max(Variant.weight_grams))
            .join(Variant, Variant.product_id == Product.id)
            .where(Product.id == product_id, Product.state == "published", Variant.is_active)
            .group_by(Product.id)
        )
    ).one_or_none()
    return Parcel(row[0], row[1], int(row[2])) if row else None
