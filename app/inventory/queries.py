"""Reading stock. What pages show is one number: `available` over all active warehouses (C-03)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Variant
from app.inventory.models import Reservation, StockAlert, StockItem, Warehouse


@dataclass(frozen=True, slots=True)
class Availability:
    """Units for sale now, and the number from which pages say “Only n left”."""

    available: int
    low_stock_at: int

    @property
    def is_low(self) -> bool:
        """Whether few are left."""
        return 0 < self.available <= self.low_stock_at


NONE_LEFT = Availability(0, 0)

_AVAILABILITY = (
    select(StockItem.variant_id, func.sum(StockItem.available), func.max(StockItem.low_stock_at))
    .join(Warehouse, Warehouse.id == StockItem.warehouse_id)
    .where(
        StockItem.variant_id == func.any(bindparam("variant_ids", type_=ARRAY(BigInteger))),
        Warehouse.is_active,
    )
    .group_by(StockItem.variant_id)
)
"""Made once: putting the statement together costs as much as running it."""


async def availability(session: AsyncSession, variant_ids: Collection[int]) -> dict[int, Availability]:
    """Availability by variant; variants without any stock item are absent."""
    if not variant_ids:
        return {}
    rows = await session.execute(_AVAILABILITY, {"variant_ids": list(variant_ids)})
    return {variant_id: Availability(int(available), low) for variant_id, available, low in rows}


async def shelves(session: AsyncSession, variant_ids: Collection[int]) -> Sequence[StockItem]:
    """Stock items with units for sale, the preferred warehouse first."""
    rows = await session.scalars(
        select(StockItem)
        .join(Warehouse, Warehouse.id == StockItem.warehouse_id)
        .where(StockItem.variant_id.in_(variant_ids), Warehouse.is_active, StockItem.available > 0)
        .order_by(Warehouse.priority, Warehouse.id)
        .execution_options(populate_existing=True)
    )
    return rows.all()


async def reservations_of(session: AsyncSession, order_id: int) -> Sequence[Reservation]:
    """Every reservation an order ever had."""
    rows = await session.scalars(
        select(Reservation).where(Reservation.order_id == order_id).order_by(Reservation.id)
    )
    return rows.all()


async def warehouse_names(session: AsyncSession) -> dict[int, str]:
    """What staff call each warehouse."""
    rows = await session.execute(select(Warehouse.id, Warehouse.name))
    return {row.id: row.name for row in rows}


async def awaited_variants(session: AsyncSession, product_ids: list[int] | None = None) -> list[int]:
    """Variants that can be had now and that somebody waits for; of these products alone when they are given."""
    found = (
        select(StockAlert.variant_id)
        .join(StockItem, StockItem.variant_id == StockAlert.variant_id)
        .join(Warehouse, Warehouse.id == StockItem.warehouse_id)
        .where(StockAlert.told_at.is_(None), StockItem.available > 0, Warehouse.is_active)
        .distinct()
        .order_by(StockAlert.variant_id)
    )
    if product_ids is not None:
        found = found.join(Variant, Variant.id == StockAlert.variant_id).where(
            Variant.product_id.in_(product_ids)
        )
    return list(await session.scalars(found))
