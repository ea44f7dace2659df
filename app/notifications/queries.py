"""What emails and the mailbox page show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer, selectinload

from app.catalog.models import Product, ProductImage, Variant
from app.core.errors import NotFound
from app.core.history import HistoryEntry
from app.inventory.models import StockAlert
from app.notifications.models import Message
from app.orders.models import Order, OrderAddress, OrderLine
from app.payments.queries import paid_sum, payments_of
from app.reviews.models import Review
from app.reviews.write import HAS_ARRIVED
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


@dataclass(frozen=True, slots=True)
class StockNotice:
    """What somebody waited for. `query` picks the variant on its page; price in paisa."""

    alert_id: int
    email: str
    name: str
    variant_title: str
    slug: str
    query: Mapping[str, str]
    price: int
    image_source: str


async def stock_notice(session: AsyncSession, alert_id: int) -> StockNotice | None:
    """The thing that came back, and who waited; None when they asked us to forget them meanwhile."""
    first = (
        select(ProductImage.source)
        .where(ProductImage.product_id == Product.id)
        .order_by(ProductImage.position, ProductImage.id)
        .limit(1)
        .correlate(Product)
        .scalar_subquery()
    )
    own = select(ProductImage.source).where(ProductImage.id == Variant.image_id).scalar_subquery()
    row = (
        await session.execute(
            select(
                StockAlert.id.label("alert_id"),
                *(StockAlert.email, Product.name, Variant.title.label("variant_title"), Product.slug),
                *(Variant.choices.label("query"), Variant.price),
                func.coalesce(own, first, "").label("image_source"),
            )
            .join(Variant, Variant.id == StockAlert.variant_id)
            .join(Product, Product.id == Variant.product_id)
            .where(StockAlert.id == alert_id)
        )
    ).one_or_none()
    return StockNotice(**row._mapping) if row else None


async def orders_to_ask(session: AsyncSession, *, limit: int = 100) -> Sequence[int]:
    """Orders that arrived five to fourteen days ago, of which nothing was reviewed and nobody was asked yet."""
    arrived = (
        select(HistoryEntry.aggregate_id, HistoryEntry.created_at)
        .where(HistoryEntry.aggregate_type == "order", HistoryEntry.to_state == "delivered")
        .subquery("arrived")
    )
    reviewed = exists().where(Review.order_line_id == OrderLine.id, OrderLine.order_id == Order.id)
    asked = exists().where(
        Message.order_id == Order.id,
        Message.kind == "review_invitation",
        Message.state.in_(("sent", "failed")),
    )
    rows = await session.scalars(
        select(Order.id)
        .join(arrived, arrived.c.aggregate_id == Order.id)
        .where(
            arrived.c.created_at < func.now() - timedelta(days=5),
            arrived.c.created_at > func.now() - timedelta(days=14),
            Order.state.in_(HAS_ARRIVED),
            ~reviewed,
            ~asked,
        )
        .order_by(Order.id)
        .limit(limit)
    )
    return rows.all()


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
