"""What must stand before the first product: the seller, its warehouses, the tax classes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Seller
from app.inventory.models import Warehouse
from app.pricing.models import TaxClass, TaxRate

_SELLER = {"slug": "buy2enjoy", "name": "Buy2Enjoy"}
_WAREHOUSES = [
    {"code": "LHE", "name": "Lahore main store", "city": "Lahore", "priority": 0},
    {"code": "KHI", "name": "Karachi store", "city": "Karachi", "priority": 1},
]
_TAX_CLASSES = [
    ("standard", "Standard rate", [(date(2023, 2, 14), 1800)]),
    ("stationery-reduced", "Stationery, reduced rate", [(date(2022, 1, 1), 0), (date(2024, 7, 1), 1000)]),
    ("books-exempt", "Books, exempt", [(date(2022, 1, 1), 0)]),
    ("zero-rated", "Zero-rated", [(date(2022, 1, 1), 0)]),
]
"""To be confirmed by the shop's accountant. Exempt and zero-rated are reported apart, so they are two classes."""


@dataclass(frozen=True, slots=True)
class Basics:
    """What imported products stand on."""

    seller_id: int
    warehouse_id: int
    """The preferred one: what a file says lies on the shelf lies here."""
    tax_classes: frozenset[str]


async def lay_basics(session: AsyncSession) -> Basics:
    """Make what is missing of seller, warehouses and tax classes. What exists stays as staff have it."""
    for table, rows, key in ((Seller, [_SELLER], "slug"), (Warehouse, _WAREHOUSES, "code")):
        if await session.scalar(select(table.id).limit(1)) is None:
            await session.execute(insert(table).values(rows).on_conflict_do_nothing(index_elements=[key]))
    for code, name, rates in _TAX_CLASSES:
        made = insert(TaxClass).values(code=code, name=name).on_conflict_do_nothing().returning(TaxClass.code)
        if await session.scalar(made):
            session.add_all(TaxRate(tax_class=code, valid_from=day, rate=rate) for day, rate in rates)
    await session.flush()
    return await find_basics(session)


async def find_basics(session: AsyncSession) -> Basics:
    """The seller, the preferred warehouse and the tax classes as they are now."""
    seller_id = await session.scalar(select(Seller.id).order_by(Seller.id).limit(1))
    warehouse_id = await session.scalar(
        select(Warehouse.id).where(Warehouse.is_active).order_by(Warehouse.priority, Warehouse.id).limit(1)
    )
    classes = await session.scalars(select(TaxClass.code))
    if seller_id is None or warehouse_id is None:
        raise RuntimeError("the shop has no seller or no active warehouse")
    return Basics(seller_id, warehouse_id, frozenset(classes))
