"""Where the shop delivers to, and for how much."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.cli.filling.seed_files import seed_rows
from app.core.money import PAISA
from app.shipping.models import City, DeliveryRate, DeliveryZone
from app.shipping.queries import OTHER_CITY_ZONE

_FREE_OVER = 3_000 * PAISA
_WEIGHTS = ((5_000, 0), (15_000, 200 * PAISA), (100_000, 600 * PAISA))
"""Up to so many grams, so much on top."""

_ZONES = {
    "lahore": ("Lahore", 149 * PAISA, 1, 2, _FREE_OVER),
    "major": ("Large cities", 199 * PAISA, 2, 3, _FREE_OVER),
    OTHER_CITY_ZONE: ("Other cities and towns", 249 * PAISA, 3, 5, _FREE_OVER),
    "remote": ("Balochistan, Gilgit-Baltistan, Azad Kashmir", 349 * PAISA, 4, 7, None),
}
"""Code → name, price by courier, days from and to, goods total from which it is free."""

_RIDER = {"method": "express", "title": "Our own rider, next day", "courier": "own_rider"}
_COURIER = {"method": "standard", "title": "Courier", "courier": "leopards"}


async def lay_places(session: AsyncSession) -> int:
    """Make the zones with their rates, and the cities of the address form, where there are none. The cities' number."""
    if await session.scalar(select(DeliveryZone.id).limit(1)) is None:
        session.add_all(DeliveryZone(code=code, name=zone[0]) for code, zone in _ZONES.items())
        await session.flush()
        session.add_all(await _rates(session))
    zones = await _zone_ids(session)
    rows = [
        {
            "name": row["Name"],
            "province": row["Province"],
            "urdu_name": row["Urdu name"],
            "postal_code": row["Postal code"],
            "zone_id": zones[row["Zone"]],
        }
        for row in seed_rows("places/cities.csv")
        if row["Zone"] in zones
    ]
    await session.execute(insert(City).values(rows).on_conflict_do_nothing())
    return len(rows)


async def _zone_ids(session: AsyncSession) -> dict[str, int]:
    rows = await session.execute(select(DeliveryZone.code, DeliveryZone.id))
    return {row.code: row.id for row in rows}


async def _rates(session: AsyncSession) -> list[DeliveryRate]:
    ids = await _zone_ids(session)
    rates = [
        DeliveryRate(
            zone_id=ids[code],
            **_COURIER,
            up_to_grams=grams,
            price=price + extra,
            free_over=free_over,
            days_min=first,
            days_max=last,
        )
        for code, (_, price, first, last, free_over) in _ZONES.items()
        for grams, extra in _WEIGHTS
    ]
    rider = DeliveryRate(
        zone_id=ids["lahore"], **_RIDER, up_to_grams=15_000, price=299 * PAISA, days_min=1, days_max=1
    )
    return [*rates, rider]
