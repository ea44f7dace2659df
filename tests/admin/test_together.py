"""Two presses of one button, and two clerks at one order."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import AuditEntry
from app.core.history import HistoryEntry
from app.orders.models import Order, OrderNote
from app.payments.models import Payment
from app.shipping.models import Shipment
from tests.admin.conftest import Desk
from tests.factories.orders import OrderMaker
from tests.support.page import PageClient

Laws = Callable[[], Awaitable[list[str]]]


async def _count(db: AsyncSession, model: type) -> int:
    await db.rollback()
    return int(await db.scalar(select(func.count()).select_from(model)) or 0)


@pytest.mark.parametrize(
    ("state", "payment", "act", "typed"),
    [
        ("pending", "cod", "confirmation", {}),
        ("pending", "bank", "payment", {"amount": "2649", "reference": "MZN-1"}),
        ("paid", "bank", "packing-start", {}),
        ("processing", "bank", "packing", {}),
        ("packed", "bank", "shipment", {"courier": "tcs", "tracking_number": "T-1"}),
        ("shipped", "bank", "delivery", {}),
    ],
)
async def test_a_double_press_is_one_act(
    owner: PageClient,
    orders: OrderMaker,
    db: AsyncSession,
    broken_laws: Laws,
    state: str,
    payment: str,
    act: str,
    typed: dict[str, str],
) -> None:
    order = await orders.in_state(state, payment=payment)
    page = await owner.get(f"/admin/orders/{order.number}")
    had = await _count(db, AuditEntry)
    answers = await asyncio.gather(*[page.submit(typed, action=f"*/{act}", follow=False) for _ in range(2)])
    assert [answer.status for answer in answers] == [303, 303]
    again = await page.submit(typed, action=f"*/{act}")
    assert again.status == 200
    assert await _count(db, AuditEntry) == had + 1
    assert await broken_laws() == []


async def test_a_note_sent_twice_is_one_note(owner: PageClient, orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.place()
    page = await owner.get(f"/admin/orders/{order.number}")
    answers = await asyncio.gather(
        *[page.submit({"text": "Once."}, action="*/notes", follow=False) for _ in range(3)]
    )
    assert {answer.status for answer in answers} == {303}
    assert await _count(db, OrderNote) == 1


async def test_two_clerks_ship_with_different_slips(
    desk: Desk, orders: OrderMaker, db: AsyncSession, broken_laws: Laws
) -> None:
    order = await orders.in_state("packed")
    pages = [await (await desk("orders")).get(f"/admin/orders/{order.number}") for _ in range(2)]
    answers = await asyncio.gather(
        *[
            page.submit({"courier": "tcs", "tracking_number": f"T-{n}"}, action="*/shipment", follow=False)
            for n, page in enumerate(pages)
        ]
    )
    assert sorted(answer.status for answer in answers) == [303, 409]
    loser = next(answer for answer in answers if answer.status == 409)
    assert "Nothing was changed" in loser.main
    assert "Last: handed over to the courier by Bilal Ahmed" in loser.main
    assert await _count(db, Shipment) == 1
    assert await broken_laws() == []


async def test_two_clerks_receive_with_different_references(
    desk: Desk, orders: OrderMaker, db: AsyncSession, broken_laws: Laws
) -> None:
    order = await orders.place()
    pages = [await (await desk("finance")).get(f"/admin/orders/{order.number}") for _ in range(2)]
    answers = await asyncio.gather(
        *[
            page.submit({"amount": "2649", "reference": f"MZN-{n}"}, action="*/payment", follow=False)
            for n, page in enumerate(pages)
        ]
    )
    assert sorted(answer.status for answer in answers) == [303, 409]
    await db.rollback()
    payment = (await db.scalars(select(Payment))).one()
    assert (payment.state, payment.captured) == ("captured", order.total)
    assert await broken_laws() == []


@pytest.mark.parametrize(
    ("state", "act", "typed"),
    [("processing", "packing", {}), ("packed", "shipment", {"courier": "tcs", "tracking_number": "T-1"})],
)
async def test_cancelling_against_going_on(
    desk: Desk,
    orders: OrderMaker,
    db: AsyncSession,
    broken_laws: Laws,
    state: str,
    act: str,
    typed: dict[str, str],
) -> None:
    order = await orders.in_state(state)
    one, other = await desk("orders"), await desk("manager")
    going = await one.get(f"/admin/orders/{order.number}")
    calling_off = await other.get(f"/admin/orders/{order.number}/cancellation")
    answers = await asyncio.gather(
        going.submit(typed, action=f"*/{act}", follow=False),
        calling_off.submit({"reason": "Rang."}, follow=False),
    )
    await db.rollback()
    moved = list(
        await db.scalars(
            select(HistoryEntry.event)
            .where(HistoryEntry.aggregate_type == "order", HistoryEntry.from_state != "")
            .order_by(HistoryEntry.version)
        )
    )
    final = await db.scalar(select(Order.state).where(Order.id == order.id))
    if state == "processing":  # packed first and cancelled then is allowed; the other way round it is not
        assert final == "cancelled"
    else:
        assert sorted(answer.status for answer in answers) == [303, 409]
        assert moved.count("ship") + moved.count("staff_cancel") == 1
    assert {answer.status for answer in answers} <= {303, 409}
    assert await broken_laws() == []


async def test_a_clerk_who_waits_in_vain_is_told(
    owner: PageClient, orders: OrderMaker, db: AsyncSession
) -> None:
    """Somebody holds the order's lock for longer than a request may wait."""
    order = await orders.in_state("paid")
    page = await owner.get(f"/admin/orders/{order.number}")
    await db.scalar(select(Order.id).where(Order.id == order.id).with_for_update())
    answer = await page.submit(action="*/packing-start", follow=False)
    await db.rollback()
    assert answer.status == 409
    assert "Nothing was changed" in answer.main
    assert (await page.submit(action="*/packing-start", follow=False)).status == 303
