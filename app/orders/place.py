"""Write a new order: the snapshot of everything that was agreed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.history import note_birth
from app.core.outbox import record
from app.orders.events import OrderPlaced
from app.orders.models import Order, OrderAddress, OrderLine, order_numbers
from app.orders.states import order as machine
from app.pricing.totals import Totals


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What was agreed.

    `lines` and `addresses` hold the columns of their rows; the hold is counted by the database.
    """

    account_id: int | None
    cart_id: int
    name: str
    email: str
    phone: str
    totals: Totals
    lines: Sequence[dict[str, Any]]
    addresses: Sequence[dict[str, Any]]
    payment_method: str
    delivery_method: str
    delivery_title: str
    delivery_from: date
    delivery_until: date
    customer_note: str
    hold: timedelta


async def place(session: AsyncSession, new: NewOrder) -> Order:
    """Insert the order, its lines, addresses, first history row and OrderPlaced.

    Stock is the caller's next step.
    """
    number, expires_at = (
        await session.execute(select(order_numbers.next_value(), func.now() + new.hold))
    ).one()
    order = Order(
        number=f"B2E-{number}",
        account_id=new.account_id,
        cart_id=new.cart_id,
        state="pending",
        version=1,
        name=new.name,
        email=new.email,
        phone=new.phone,
        goods_total=new.totals.goods_total,
        discount_total=new.totals.discount_total,
        delivery_fee=new.totals.delivery_fee,
        cod_fee=new.totals.cod_fee,
        tax_included=new.totals.tax_included,
        total=new.totals.total,
        payment_method=new.payment_method,
        delivery_method=new.delivery_method,
        delivery_title=new.delivery_title,
        delivery_from=new.delivery_from,
        delivery_until=new.delivery_until,
        customer_note=new.customer_note,
        link_nonce=secrets.token_hex(16),
        hold_expires_at=expires_at,
        lines=[OrderLine(position=position, **line) for position, line in enumerate(new.lines, 1)],
        addresses=[OrderAddress(**address) for address in new.addresses],
    )
    session.add(order)
    await session.flush()
    note_birth(session, machine, order, "place")
    await record(session, OrderPlaced(order.id), version=1)
    return order
