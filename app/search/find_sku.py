"""Searches that name one thing exactly: a SKU, a barcode, an ISBN."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, Variant

_SHORTEST_BARCODE, _LONGEST_BARCODE = 8, 14


@dataclass(frozen=True, slots=True)
class ExactHit:
    """The product, and the choices that name the variant."""

    slug: str
    choices: dict[str, str]


async def find_sku(session: AsyncSession, text: str) -> ExactHit | None:
    """The published product that has this SKU or barcode, however its letters are cased."""
    digits = text.replace("-", "").replace(" ", "")
    wanted: ColumnElement[bool] = Variant.sku.in_({text, text.upper()})
    if digits.isascii() and digits.isdigit() and _SHORTEST_BARCODE <= len(digits) <= _LONGEST_BARCODE:
        wanted = or_(wanted, Variant.barcode == digits)
    row = (
        await session.execute(
            select(Product.slug, Variant.choices)
            .join(Product, Product.id == Variant.product_id)
            .where(wanted, Variant.is_active, Product.state == "published")
            .order_by(Variant.id)
            .limit(1)
        )
    ).first()
    return ExactHit(row.slug, row.choices) if row else None
