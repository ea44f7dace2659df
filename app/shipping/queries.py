"""Reading cities, rates and parcels."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.core.clock import in_pakistan, now
from app.shipping.models import City, DeliveryRate, Holiday, Shipment
from app.shipping.rates import DeliveryOption, options

OTHER_CITY_ZONE = "other"
"""Code of the zone for a city that is not in the list."""


async def cities(session: AsyncSession) -> Sequence[City]:
    """The pick-list, by name."""
    return (await session.scalars(select(City).order_by(City.name, City.province))).all()


async def find_city(session: AsyncSession, name: str) -> City | None:
    """The city people mean, whatever the case they type it in."""
    wanted = name.strip().lower()
    rows = await session.scalars(select(City).where(func.lower(City.name) == wanted).order_by(City.id))
    return rows.first()


async def rates_for(session: AsyncSession, zone_id: int) -> Sequence[DeliveryRate]:
    """Every rate of the zone."""
    return (await session.scalars(select(DeliveryRate).where(DeliveryRate.zone_id == zone_id))).all()


async def all_rates(session: AsyncSession) -> Sequence[DeliveryRate]:
    """Every rate of every zone."""
    return (await session.scalars(select(DeliveryRate))).all()


async def holidays_from(session: AsyncSession, day: date) -> frozenset[date]:
    """Holidays on or after that day."""
    return frozenset((await session.scalars(select(Holiday.day).where(Holiday.day >= day))).all())


async def ways_to(
    session: AsyncSession, city: City, *, goods_total: int, weight_grams: int
) -> list[DeliveryOption]:
    """The ways of delivering this (paisa, grams) to the city if ordered now, the cheapest first."""
    moment = now()
    return options(
        await rates_for(session, city.zone_id),
        goods_total=goods_total,
        weight_grams=weight_grams,
        at=moment,
        holidays=await holidays_from(session, in_pakistan(moment).date()),
    )


async def shipments_of(session: AsyncSession, order_id: int) -> Sequence[Shipment]:
    """An order's parcels with what is in them, oldest first."""
    rows = await session.scalars(
        select(Shipment)
        .where(Shipment.order_id == order_id)
        .options(selectinload(Shipment.lines))
        .order_by(Shipment.id)
    )
    return rows.all()


async def usual_free_over(session: AsyncSession) -> int | None:
    """Goods total (paisa) from which delivery is free to most places, for shoppers whose city is not known yet."""
    rows = await session.execute(
        select(DeliveryRate.free_over)
        .where(DeliveryRate.free_over.is_not(None))
        .group_by(DeliveryRate.free_over)
        .order_by(func.count().desc(), DeliveryRate.free_over)
        .limit(1)
    )
    return rows.scalar()
