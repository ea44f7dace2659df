"""Everything about one order, gathered from the domains that know it, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.history import HistoryEntry
from app.inventory.models import Reservation
from app.inventory.queries import reservations_of, warehouse_names
from app.orders.errors import NoSuchOrder
from app.orders.queries import OrderDetail, OrderRow, history_of, order_detail, other_orders_of
from app.payments.models import Payment, RailMessage
from app.payments.queries import messages_of, newest_by_order, payments_of
from app.shipping.models import Shipment
from app.shipping.queries import shipments_of


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """Rows as the domains gave them; `history` is that of the order, its payments and its parcels."""

    detail: OrderDetail
    payments: Sequence[Payment]
    messages: Sequence[RailMessage]
    parcels: Sequence[Shipment]
    reservations: Sequence[Reservation]
    warehouses: Mapping[int, str]
    others: Sequence[OrderRow]
    others_payments: Mapping[int, Payment]
    history: Sequence[HistoryEntry]


async def gather(session: AsyncSession, number: str) -> OrderFacts:
    """The facts as they are now. Raises NoSuchOrder."""
    detail = await order_detail(session, number)
    if detail is None:
        raise NoSuchOrder
    order = detail.order
    payments = await payments_of(session, order.id)
    parcels = await shipments_of(session, order.id)
    others = await other_orders_of(session, order)
    return OrderFacts(
        detail=detail,
        payments=payments,
        messages=await messages_of(session, [payment.id for payment in payments]),
        parcels=parcels,
        reservations=await reservations_of(session, order.id),
        warehouses=await warehouse_names(session),
        others=others,
        others_payments=await newest_by_order(session, [other.id for other in others]),
        history=await history_of(
            session,
            {
                "order": [order.id],
                "payment": [payment.id for payment in payments],
                "shipment": [parcel.id for parcel in parcels],
            },
        ),
    )
