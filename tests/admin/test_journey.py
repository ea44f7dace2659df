"""From placed to delivered, as staff do it: by pages and forms, without script."""

import re
from collections.abc import Awaitable, Callable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import AuditEntry
from app.orders.models import Order
from app.payments.models import Payment
from app.shipping.models import Shipment
from tests.factories.orders import OrderMaker
from tests.support.page import Page, PageClient

Laws = Callable[[], Awaitable[list[str]]]


async def _open(browser: PageClient, order: Order) -> Page:
    """Through the list, as people do."""
    listed = await browser.get("/admin/orders")
    return await listed.follow(order.number)


async def test_a_transfer_order_from_money_to_the_door(
    owner: PageClient, orders: OrderMaker, db: AsyncSession, broken_laws: Laws
) -> None:
    order = await orders.place()
    page = await _open(owner, order)
    assert "Transfer awaited" in page.main

    page = await page.submit({"amount": "2,649", "reference": "MZN-4711"}, action="*/payment")
    assert page.flashes == [f"Rs 2,649 received for {order.number}. Pack it next."]
    page = await page.submit(action="*/packing-start")
    assert page.flashes == [f"Packing of {order.number} started."]
    page = await page.submit(action="*/packing")
    assert "is packed" in page.flashes[0]
    page = await page.submit({"courier": "tcs", "tracking_number": "TCS-99"}, action="*/shipment")
    assert "is on its way" in page.flashes[0]
    page = await page.submit(action="*/delivery")
    assert page.flashes == [f"{order.number} is delivered."]

    assert not page.soup.select("main form[action$='packing'], main form[action$='delivery']")
    steps = [
        "Delivered",
        "Handed over to the courier",
        "Packed",
        "Packing started",
        "Paid",
        "Money received",
        "Order placed",
    ]
    told = [str(item.get_text()) for item in page.soup.select("#order-timeline li b")]
    assert sorted(told) == sorted(steps)
    parcel = (await db.scalars(select(Shipment))).one()
    assert (parcel.courier, parcel.tracking_number, parcel.state) == ("tcs", "TCS-99", "delivered")
    acts = list(
        await db.scalars(select(AuditEntry.action).where(AuditEntry.object_type.in_(["order", "payment"])))
    )
    assert sorted(acts) == [
        "order.deliver",
        "order.pack",
        "order.ship",
        "order.start",
        "payment.receive",
    ]
    assert await broken_laws() == []


async def test_a_cash_order_from_the_call_to_the_cash(
    owner: PageClient, orders: OrderMaker, db: AsyncSession, broken_laws: Laws
) -> None:
    order = await orders.place(payment="cod")
    page = await _open(owner, order)
    for action in ("confirmation", "packing-start", "packing"):
        page = await page.submit(action=f"*/{action}")
        assert page.status == 200
    assert f"The rider collects Rs {order.total // 100:,} in cash." in page.main
    page = await page.submit({"courier": "own_rider"}, action="*/shipment")
    assert "Cash with the rider" in page.main
    page = await page.submit(action="*/delivery")
    payment = (await db.scalars(select(Payment))).one()
    assert payment.state == "pending"

    page = await page.submit(
        {"amount": str(order.total // 100), "reference": "Receipt 12"}, action="*/payment"
    )
    assert page.flashes == [f"Rs {order.total // 100:,} received for {order.number}."]
    await db.refresh(payment)
    assert (payment.state, payment.captured) == ("captured", order.total)
    assert await broken_laws() == []


async def test_cancelling_asks_why_on_a_page_of_its_own(
    owner: PageClient, orders: OrderMaker, db: AsyncSession, broken_laws: Laws
) -> None:
    order = await orders.in_state("packed")
    page = await (await _open(owner, order)).follow("Cancel order")
    assert "was paid" in page.main
    again = await page.submit({"reason": "  "})
    assert (again.status, again.errors) == (422, {"reason": "Say why the order is cancelled."})
    assert again.soup.title
    assert again.soup.title.get_text().startswith("Error: ")
    done = await again.submit({"reason": "The customer rang.\nWants another colour."})
    assert done.flashes == [f"{order.number} is cancelled. Its goods are for sale again."]
    assert "Wants another colour." in done.main
    stored = await db.scalar(select(Order.state).where(Order.id == order.id))
    assert stored == "cancelled"
    assert await broken_laws() == []


async def test_money_that_comes_late_revives_or_asks_for_a_decision(
    owner: PageClient, orders: OrderMaker, broken_laws: Laws
) -> None:
    order = await orders.in_state("cancelled")
    page = await _open(owner, order)
    page = await page.submit({"amount": str(order.total // 100), "reference": "Late 1"}, action="*/payment")
    assert page.flashes == [
        f"Rs {order.total // 100:,} received for {order.number}. But the order had ended before: call the customer."
    ]
    assert "Needs a decision" in page.main
    assert await broken_laws() == []


async def test_the_home_page_counts_what_waits(owner: PageClient, orders: OrderMaker) -> None:
    for state, payment in (("pending", "cod"), ("pending", "bank"), ("paid", "bank"), ("packed", "cod")):
        await orders.in_state(state, payment=payment)
    await orders.in_state("cancelled")
    page = await owner.get("/admin")
    todo = [" ".join(item.get_text(" ").split()) for item in page.soup.select(".todo li")]
    assert todo == [
        "1 cash order to confirm",
        "1 transfer to check",
        "1 order to pack",
        "1 parcel to hand over",
        "0 orders on their way",
    ]
    figures = {
        tile.select("small")[0].get_text(): tile.b.get_text() if tile.b else ""
        for tile in page.soup.select(".tile-n")
    }
    assert figures == {
        "Orders": "4",
        "Sales": "Rs\u00a010,796",
        "Average order": "Rs\u00a02,699",
        "Money received": "Rs\u00a02,649",
    }
    rail = page.one(".rail a[href='/admin/orders']").get_text(" ")
    assert re.findall(r"\d+", rail) == ["4"]


async def test_a_note_is_kept_once_and_told_in_the_timeline(
    owner: PageClient, orders: OrderMaker, db: AsyncSession
) -> None:
    order = await orders.place()
    page = await _open(owner, order)
    note = "Ring twice.\n<b>Gift</b> for her mother."
    first = await page.submit({"text": note}, action="*/notes")
    assert first.flashes == ["Note kept."]
    assert "<b>Gift</b>" not in first.text
    assert "&lt;b&gt;Gift&lt;/b&gt;" in first.text
    second = await page.submit({"text": note}, action="*/notes")
    assert len(second.soup.select("#order-timeline .remark")) == 1


async def test_the_packing_slip_says_what_where_and_how_much_cash(
    owner: PageClient, orders: OrderMaker
) -> None:
    order = await orders.in_state("processing", payment="cod", quantity=3)
    page = await (await _open(owner, order)).follow("Packing slip")
    assert f"Packing slip {order.number}" in page.main
    assert f"Collect Rs\u00a0{order.total // 100:,} in cash" in page.text
    assert "Ayesha Khan" in page.main
    assert page.one("tfoot .n").get_text() == "3"
    assert len(page.soup.select("svg rect")) > 30
