"""What delivery of one product costs and when it arrives."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.view_queries import parcel_of
from app.shipping.queries import find_city, ways_to
from app.storefront.cart_view import arrival


@dataclass(frozen=True, slots=True)
class Estimate:
    """The cheapest way to the city for one piece ordered now. Paisa; `free_over` is the goods total without a fee."""

    slug: str
    city: str
    title: str
    arrives: str
    fee: int
    free_over: int | None


async def estimate(session: AsyncSession, product_id: int, city_name: str) -> Estimate | None:
    """None for a product that is not for sale, a city the shop does not know, or what nobody carries there."""
    parcel, city = await parcel_of(session, product_id), await find_city(session, city_name)
    if parcel is None or city is None:
        return None
    ways = await ways_to(session, city, goods_total=parcel.price, weight_grams=parcel.weight_grams)
    if not ways:
        return None
    cheapest = ways[0]
    return Estimate(
        parcel.slug, city.name, cheapest.title, arrival(cheapest), cheapest.price, cheapest.free_over
    )
