"""What people mistype, and what strangers send: every form of the back office answers in words and changes nothing."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import AuditEntry
from app.orders.models import Order, OrderNote
from app.payments.models import Payment
from app.shipping.models import Shipment
from tests.admin.conftest import Desk
from tests.factories.orders import OrderMaker
from tests.support.page import Page, PageClient

Laws = Callable[[], Awaitable[list[str]]]

BAD_AMOUNTS = (
    *("", "  ", "0", "-1", "-2649", "1e3", "2.649,00", "2649.001", "²649", "NaN", "Infinity", "0x10"),
    *("9" * 30, "Rs", "two thousand", "2649; DROP TABLE", "<b>1</b>", "2 649", "2649 PKR"),
)
BAD_TEXTS = ("", "   ", "\u200b\u202e", "x" * 101, "a\x01b", "tab\tbed\x7f")


async def _open(browser: PageClient, order: Order) -> Page:
    return await browser.get(f"/admin/orders/{order.number}")


async def _state(db: AsyncSession, order: Order) -> str:
    await db.rollback()
    return str(await db.scalar(select(Order.state).where(Order.id == order.id)))


async def test_amounts_that_are_none(owner: PageClient, orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.place()
    page = await _open(owner, order)
    for amount in BAD_AMOUNTS:
        answer = await page.submit({"amount": amount, "reference": "MZN-1"}, action="*/payment")
        assert answer.status == 422, amount
        assert list(answer.errors) == ["amount"], (amount, answer.errors)
        assert answer.one("#reference")["value"] == "MZN-1"
        assert answer.one("#amount").get("aria-invalid") == "true"
    assert await _state(db, order) == "pending"


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("2,648.99", "Rs 0.01 is missing. The order waits until all of it has come."),
        ("2,649.01", "Only Rs 2,649 is due. Check the amount."),
        ("1", "Rs 2,648 is missing. The order waits until all of it has come."),
    ],
)
async def test_another_amount_than_is_due(
    owner: PageClient, orders: OrderMaker, db: AsyncSession, amount: str, sentence: str
) -> None:
    order = await orders.place()
    page = await (await _open(owner, order)).submit(
        {"amount": amount, "reference": "MZN-1"}, action="*/payment"
    )
    assert page.status == 422
    assert page.errors == {"amount": sentence}
    assert page.one("#amount")["value"] == amount
    assert await _state(db, order) == "pending"
    assert await db.scalar(select(func.sum(Payment.captured))) == 0


async def test_references_that_are_none(owner: PageClient, orders: OrderMaker, db: AsyncSession) -> None:
    order = await orders.place()
    page = await _open(owner, order)
    for reference in BAD_TEXTS:
        answer = await page.submit({"amount": "2649", "reference": reference}, action="*/payment")
        assert answer.status == 422, repr(reference)
        assert list(answer.errors) == ["reference"], repr(reference)
    assert await _state(db, order) == "pending"


async def test_couriers_and_tracking_numbers_that_are_none(
    owner: PageClient, orders: OrderMaker, db: AsyncSession
) -> None:
    order = await orders.in_state("packed")
    page = await _open(owner, order)
    for sent, wrong in (
        ({"courier": "", "tracking_number": "LE1"}, "courier"),
        ({"courier": "dhl", "tracking_number": "LE1"}, "courier"),
        ({"courier": "LEOPARDS", "tracking_number": "LE1"}, "courier"),
        ({"courier": "leopards", "tracking_number": ""}, "tracking_number"),
        ({"courier": "tcs", "tracking_number": "   "}, "tracking_number"),
        ({"courier": "tcs", "tracking_number": "x" * 61}, "tracking_number"),
        ({"courier": "tcs", "tracking_number": "a\x00b"}, "tracking_number"),
    ):
        answer = await page.submit(sent, action="*/shipment")
        assert (answer.status, list(answer.errors)) == (422, [wrong]), sent
    assert await _state(db, order) == "packed"
    assert await db.scalar(select(func.count()).select_from(Shipment)) == 0


async def test_notes_and_reasons_that_are_none(
    owner: PageClient, orders: OrderMaker, db: AsyncSession
) -> None:
    order = await orders.place()
    page = await _open(owner, order)
    for text in ("", " \r\n ", "x" * 2001, "a\x08b"):
        answer = await page.submit({"text": text}, action="*/notes")
        assert (answer.status, list(answer.errors)) == (422, ["text"]), repr(text)
    for key in ("", "short", "x" * 256, "spaced out key 12345"):
        answer = await page.submit({"text": "Fine.", "key": key}, action="*/notes")
        assert answer.status == 422, repr(key)
    asked = await owner.get(f"/admin/orders/{order.number}/cancellation")
    for reason in ("", "\n\n", "x" * 501, "a\x00b"):
        answer = await asked.submit({"reason": reason})
        assert (answer.status, list(answer.errors)) == (422, ["reason"]), repr(reason)
    assert await _state(db, order) == "pending"
    assert await db.scalar(select(func.count()).select_from(OrderNote)) == 0


@pytest.mark.parametrize(
    "act",
    ["confirmation", "payment", "packing-start", "packing", "shipment", "delivery", "cancellation", "notes"],
)
async def test_fields_of_a_strangers_making_are_refused(
    owner: PageClient, orders: OrderMaker, db: AsyncSession, act: str
) -> None:
    order = await orders.place(payment="cod")
    token = str((await owner.get("/admin")).one(".topbar input[name='_csrf']")["value"])
    before = await db.scalar(select(func.count()).select_from(AuditEntry))
    for name in ("total", "state", "paid", "order_id", "actor_id", "version"):
        page = await owner.post(f"/admin/orders/{order.number}/{act}", {"_csrf": token, name: "1"})
        assert page.status == 422, name
        assert "fields that we do not know" in page.main or "do not know" in page.main
    assert await _state(db, order) == "pending"
    assert await db.scalar(select(func.count()).select_from(AuditEntry)) == before


async def test_a_form_of_nobodys_session_changes_nothing(
    owner: PageClient, desk: Desk, orders: OrderMaker, db: AsyncSession
) -> None:
    order = await orders.place(payment="cod")
    path = f"/admin/orders/{order.number}/confirmation"
    theirs = str((await (await desk("orders")).get("/admin")).one(".topbar input[name='_csrf']")["value"])
    for data in ({}, {"_csrf": ""}, {"_csrf": "x" * 86}, {"_csrf": theirs}):
        assert (await owner.post(path, data)).status in {403, 419}, data
    own = str((await owner.get("/admin")).one(".topbar input[name='_csrf']")["value"])
    foreign = await owner.post(path, {"_csrf": own}, headers={"origin": "https://evil.example"})
    assert foreign.status == 403
    assert await _state(db, order) == "pending"


async def test_orders_that_do_not_exist(owner: PageClient) -> None:
    token = str((await owner.get("/admin")).one(".topbar input[name='_csrf']")["value"])
    for number in ("B2E-1", "b2e-10001", "1", "%27", "B2E-10001%0A", "x" * 300):
        page = await owner.get(f"/admin/orders/{number}")
        assert page.status in {400, 404}, number
        answer = await owner.post(f"/admin/orders/{number}/packing", {"_csrf": token})
        assert answer.status in {400, 404, 405}, number
    assert (await owner.get("/admin/products/imports/1")).status == 404
    for run in ("0", "-1", "x", "9" * 30):
        assert (await owner.get(f"/admin/products/imports/{run}")).status == 404, run
    assert (await owner.get("/admin/orders/B2E-1")).soup.select(".rail"), "the error stands in the frame"


async def test_acts_out_of_their_order_are_refused_with_the_truth(
    owner: PageClient, orders: OrderMaker, db: AsyncSession, broken_laws: Laws
) -> None:
    token = str((await owner.get("/admin")).one(".topbar input[name='_csrf']")["value"])
    refused = {
        "pending": {"packing-start", "packing", "shipment", "delivery"},
        "paid": {"packing", "shipment", "delivery", "confirmation"},
        "processing": {"shipment", "delivery"},
        "packed": {"packing-start", "delivery"},
        "delivered": {"packing-start", "packing", "shipment", "cancellation"},
        "cancelled": {"packing-start", "packing", "shipment", "delivery", "confirmation"},
    }
    typed = {
        "shipment": {"courier": "tcs", "tracking_number": "T1"},
        "cancellation": {"reason": "No."},
    }
    for state, acts in refused.items():
        order = await orders.in_state(state)
        for act in sorted(acts):
            page = await owner.post(
                f"/admin/orders/{order.number}/{act}", {"_csrf": token, **typed.get(act, {})}
            )
            assert page.status in {409, 422}, (state, act)
            assert page.one("h1").get_text() == order.number
            if page.status == 409:
                assert "Nothing was changed" in page.main, (state, act)
            assert await _state(db, order) == state, (state, act)
    assert await broken_laws() == []
