"""Keeping fake cash orders down: caps per phone and per address (reliability reference, §3)."""

from datetime import timedelta

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.checkout.draft import PostalAddress
from app.checkout.errors import TooManyOpenOrders
from app.core.clock import now
from app.orders.models import Order, OrderAddress

MOST_OPEN_PER_PHONE = 2
MOST_A_DAY_PER_ADDRESS = 5
_LOCK = 0x0B2E_C0D
"""Advisory lock class: orders of one phone are judged one after the other."""


async def check_cod_caps(session: AsyncSession, phone: str, address: PostalAddress) -> None:
    """Raise TooManyOpenOrders when this phone or address has its share of cash orders already."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:class, hashtext(:phone))"), {"class": _LOCK, "phone": phone}
    )
    open_orders = await session.scalar(
        select(func.count()).where(
            Order.phone == phone, Order.payment_method == "cod", Order.state == "pending"
        )
    )
    today = await session.scalar(
        select(func.count())
        .select_from(OrderAddress)
        .join(Order, Order.id == OrderAddress.order_id)
        .where(
            OrderAddress.kind == "shipping",
            func.lower(OrderAddress.line1) == address.line1.lower(),
            func.lower(OrderAddress.city) == address.city.lower(),
            Order.payment_method == "cod",
            Order.placed_at > now() - timedelta(days=1),
        )
    )
    if (open_orders or 0) >= MOST_OPEN_PER_PHONE or (today or 0) >= MOST_A_DAY_PER_ADDRESS:
        raise TooManyOpenOrders
