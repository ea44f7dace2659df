"""What emails and the mailbox page show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer, selectinload

from app.core.errors import NotFound
from app.notifications.models import Message
from app.orders.models import Order, OrderAddress
from app.payments.queries import paid_sum, payments_of
from app.shipping.models import Shipment
from app.shipping.queries import shipments_of


@dataclass(frozen=True, slots=True)
class OrderStory:
    """An order as its emails tell it. `received` is what was paid and not given back, in paisa."""

    order: Order
    address: OrderAddress
    parcels: Sequence[Shipment]
    received: int


async def order_story(session: AsyncSession, order_id: int) -> OrderStory:
    """Everything an order's email may show. Raises NotFound."""
    order = await session.scalar(
        select(Order)
        .where(Order.id == order_id)
        .options(selectinload(Order.lines), selectinload(Order.addresses))
    )
    address = next((one for one in order.addresses if one.kind == "shipping"), None) if order else None
    if order is None or address is None:
        raise NotFound("There is no such order.")
    parcels = await shipments_of(session, order_id)
    received = paid_sum(await payments_of(session, order_id))
    return OrderStory(order, address, parcels, received)


async def count_messages(session: AsyncSession) -> int:
    """How many messages there are."""
    return await session.scalar(select(func.count(Message.id))) or 0


async def newest_messages(session: AsyncSession, limit: int, offset: int) -> Sequence[Message]:
    """Messages, newest first, without their bodies."""
    rows = await session.scalars(
        select(Message)
        .options(defer(Message.body_text, raiseload=True), defer(Message.body_html, raiseload=True))
        .order_by(Message.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return rows.all()


async def find_message(session: AsyncSession, message_id: int) -> Message | None:
    """One message with its bodies."""
    return await session.get(Message, message_id)
