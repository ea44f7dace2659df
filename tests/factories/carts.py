"""Carts ready for the checkout."""

import hashlib
import secrets

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.add_item import add_item
from app.cart.models import Cart
from app.cart.open_cart import open_cart
from app.cart.queries import CartOwner
from app.shipping.models import City, DeliveryRate, DeliveryZone


def guest() -> CartOwner:
    """A browser nobody has seen before."""
    return CartOwner(token_hash=hashlib.sha256(secrets.token_bytes(32)).digest())


async def delivery_basics(session: AsyncSession) -> None:
    """Lahore, with a standard and an express way to get there."""
    if await session.scalar(select(City.id)):
        return
    zone = DeliveryZone(code="lahore", name="Lahore")
    session.add(zone)
    await session.flush()
    session.add(City(name="Lahore", province="Punjab", zone_id=zone.id))
    common = {"zone_id": zone.id, "up_to_grams": 30_000, "courier": "leopards"}
    session.add_all(
        [
            DeliveryRate(
                **common,
                method="standard",
                title="Standard",
                price=14_900,
                free_over=300_000,
                days_min=1,
                days_max=2,
            ),
            DeliveryRate(
                **common,
                method="express",
                title="Next day",
                price=29_900,
                days_min=1,
                days_max=1,
                allows_cod=False,
            ),
        ]
    )
    await session.flush()


def draft(
    *, payment: str = "bank", delivery: str = "standard", phone: str = "+923001234567"
) -> dict[str, object]:
    """A finished checkout draft, as the cart stores it."""
    return {
        "email": "ayesha@example.com",
        "phone": phone,
        "shipping": {
            "name": "Ayesha Khan",
            "phone": phone,
            "line1": "House 12, Street 4, DHA Phase 5",
            "city": "Lahore",
            "province": "Punjab",
        },
        "delivery_method": delivery,
        "payment_method": payment,
    }


async def make_cart(
    session: AsyncSession, owner: CartOwner, quantities: dict[int, int], **answers: str
) -> Cart:
    """The owner's cart with these variants (id to quantity) and all steps answered."""
    await delivery_basics(session)
    cart = await open_cart(session, owner)
    for variant_id, quantity in quantities.items():
        await add_item(session, cart, variant_id, quantity)
    cart.checkout = draft(**answers)
    await session.flush()
    return cart
