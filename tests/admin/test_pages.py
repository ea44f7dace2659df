"""The audit log, the imports, the frame, and what the small rules behind the pages say."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.acts import (
    CONFIRM,
    DELIVER,
    PACK,
    RECEIVE_CASH,
    RECEIVE_LATE,
    RECEIVE_TRANSFER,
    SHIP,
    START,
    Act,
    acts_for,
)
from app.admin.badges import ORDER_STATES, attempt_badge, payment_badge, reservation_badge, shipment_badge
from app.admin.code128 import bars, symbols
from app.admin.contacts import contact, mask_email, mask_name, mask_phone
from app.admin.order_timeline import _ORDER_EVENTS
from app.catalog.models import ImportRun
from app.inventory.states import reservation
from app.orders.states import order as order_machine
from app.payments.models import Payment
from app.payments.states import payment as payment_machine
from app.shipping.states import shipment
from tests.admin.conftest import Desk
from tests.factories.orders import OrderMaker
from tests.support.markup import faults
from tests.support.page import PageClient

EVERYTHING = {"orders.fulfil", "payments.receive", "orders.cancel"}


async def test_the_audit_log_says_who_did_what_when_and_why(owner: PageClient, orders: OrderMaker) -> None:
    order = await orders.in_state("paid")
    page = await owner.get(f"/admin/orders/{order.number}/cancellation")
    await page.submit({"reason": "Wrong colour."})
    log = await owner.get("/admin/audit")
    newest = log.soup.select("#audit-table tbody tr")[0]
    words = " ".join(newest.get_text(" ").split())
    assert "Bilal Ahmed" in words
    assert "order.cancel" in words
    assert "paid → cancelled" in words
    assert "Wrong colour." in words
    assert newest.select_one(f"a[href='/admin/orders/{order.number}']")
    money = next(
        row for row in log.soup.select("#audit-table tbody tr") if "payment.receive" in row.get_text()
    )
    assert "Rs\u00a02,649" in money.get_text()


async def test_the_audit_log_narrows(owner: PageClient, orders: OrderMaker) -> None:
    order, other = await orders.in_state("processing"), await orders.in_state("confirmed", payment="cod")
    found = await (await owner.get("/admin/audit")).submit({"search": order.number.lower()}, button="Show")
    assert {row.get_text(strip=True) for row in found.soup.select("#audit-table td a")} == {
        f"order {order.number}"
    }
    confirmed = await owner.get("/admin/audit?action=order.confirm")
    assert [a.get_text(strip=True) for a in confirmed.soup.select("#audit-table td a")] == [
        f"order {other.number}"
    ]
    assert "Nothing matches." in (await owner.get("/admin/audit?search=nobody")).main
    assert "Nothing matches." in (await owner.get("/admin/audit?until=2020-01-01")).main
    wrong = await owner.get("/admin/audit?from=31.12.2026")
    assert (wrong.status, wrong.errors) == (422, {"from": "Enter a date like 2026-11-23."})
    for page in ("0", "99", "x"):
        assert (await owner.get(f"/admin/audit?page={page}")).status == 404
    part = await owner.partial("GET", "/admin/audit?action=order.confirm", target="div#audit-table")
    assert part.text.lstrip().startswith('<div id="audit-table">')


async def test_imports_are_told_with_their_problems(owner: PageClient, db: AsyncSession) -> None:
    problem = {
        "row": 18,
        "column": "Variant Price",
        "value": "1,2OO <b>",
        "reason": "It has the letter O.",
        "remedy": "Write 1200.",
        "ignored": False,
    }
    db.add(
        ImportRun(
            file_name="stock.csv", file_hash="1", state="done", rows_done=40, created=3, bad_rows=[problem]
        )
    )
    await db.commit()
    page = await (await owner.get("/admin/products/imports")).follow("stock.csv")
    row = " ".join(page.one("tbody tr").get_text(" ").split())
    assert row == "18 Variant Price 1,2OO <b> It has the letter O. Write 1200. Row left out"


async def test_every_page_stands_in_the_frame_and_is_kept_nowhere(
    owner: PageClient, orders: OrderMaker
) -> None:
    order = await orders.place()
    titles = {}
    for path in (
        "/admin",
        "/admin/orders",
        f"/admin/orders/{order.number}",
        "/admin/audit",
        "/admin/products/imports",
    ):
        page = await owner.get(path)
        titles[path] = page.one("head title").get_text()
        assert page.headers["cache-control"] == "private, no-store"
        assert page.one("meta[name=robots]")["content"] == "noindex,nofollow"
        assert faults(page.text) == []
        assert page.one(".rail")
        assert "Test" in page.one(".topbar .badge").get_text()
    assert titles[f"/admin/orders/{order.number}"] == f"{order.number} · Orders · Back office | Buy2Enjoy"
    assert len(set(titles.values())) == len(titles)


async def test_every_state_of_an_order_is_sound_html(owner: PageClient, orders: OrderMaker) -> None:
    for state, payment in (
        ("packed", "cod"),
        ("shipped", "cod"),
        ("delivered", "cod"),
        ("cancelled", "bank"),
    ):
        order = await orders.in_state(state, payment=payment)
        page = await owner.get(f"/admin/orders/{order.number}")
        assert faults(page.text) == [], state
        assert len(page.text.encode()) < 60_000
        slip = await owner.get(f"/admin/orders/{order.number}/packing-slip")
        assert faults(slip.text) == [], state
        if state == "packed":
            assert faults((await owner.get(f"/admin/orders/{order.number}/cancellation")).text) == []
            wrong = await page.submit({"courier": "", "tracking_number": ""}, action="*/shipment")
            assert faults(wrong.text) == []


async def test_what_htmx_does_has_a_plain_way(owner: PageClient, orders: OrderMaker) -> None:
    order = await orders.place()
    for path in ("/admin/orders", f"/admin/orders/{order.number}", "/admin/audit"):
        page = await owner.get(path)
        for tag in page.soup.select("[hx-get], [hx-post]"):
            assert tag.get("hx-get") in {tag.get("action"), tag.get("href")}, tag


async def test_signing_out_ends_it(owner: PageClient) -> None:
    page = await (await owner.get("/admin")).submit(action="/admin/sign-out")
    assert page.path.startswith("/admin/sign-in")
    assert (await owner.get("/admin", follow=False)).status == 303


async def test_the_record_of_a_payment_is_shown_as_it_was_kept(
    desk: Desk, orders: OrderMaker, db: AsyncSession
) -> None:
    order = await orders.in_state("paid")
    page = await (await desk("finance")).get(f"/admin/orders/{order.number}")
    payment = (await db.scalars(select(Payment))).one()
    kept = json.loads(page.one("#order-payment .raw").get_text())
    assert kept == {"reference": f"TRX-{order.id}", "amount": order.total, "by": "Clerk"}
    assert payment.our_reference in page.main


@pytest.mark.parametrize(
    ("state", "method", "payment_state", "main", "receive"),
    [
        ("pending", "cod", "pending", CONFIRM, None),
        ("pending", "bank", "pending", RECEIVE_TRANSFER, None),
        ("paid", "bank", "captured", START, None),
        ("confirmed", "cod", "pending", START, None),
        ("processing", "bank", "captured", PACK, None),
        ("packed", "cod", "pending", SHIP, None),
        ("shipped", "bank", "captured", DELIVER, None),
        ("shipped", "cod", "pending", DELIVER, RECEIVE_CASH),
        ("delivered", "cod", "pending", RECEIVE_CASH, None),
        ("delivered", "cod", "captured", None, None),
        ("delivered", "bank", "captured", None, None),
        ("expired", "bank", "cancelled", RECEIVE_LATE, None),
        ("cancelled", "bank", "pending", RECEIVE_LATE, None),
        ("cancelled", "bank", "captured", None, None),
        ("cancelled", "cod", "cancelled", None, None),
        ("unfillable", "bank", "captured", None, None),
    ],
)
def test_the_next_step(
    state: str, method: str, payment_state: str, main: Act | None, receive: Act | None
) -> None:
    acts = acts_for(state, method, payment_state, EVERYTHING)
    assert (acts.main, acts.receive, acts.waits_for) == (main, receive, "")
    assert acts.can_cancel is order_machine.allows(state, "staff_cancel")
    nobody = acts_for(state, method, payment_state, set())
    assert (nobody.main, nobody.receive, nobody.can_cancel, nobody.has_slip) == (None, None, False, False)
    assert bool(nobody.waits_for) is (main is not None)


def test_every_state_and_step_has_words() -> None:
    states = {state for pair, to in order_machine.moves.items() for state in (pair[0], to)}
    assert states == ORDER_STATES.keys()
    assert {event for _, event in order_machine.moves} | {"place"} == _ORDER_EVENTS.keys()
    for machine, badge in (
        (payment_machine, attempt_badge),
        (reservation, reservation_badge),
        (shipment, shipment_badge),
    ):
        for state in {state for pair, to in machine.moves.items() for state in (pair[0], to)}:
            assert badge(state).icon != "circle-dot", (machine.aggregate, state)


def test_where_the_money_is() -> None:
    awaited, received = Payment(state="pending"), Payment(state="captured")
    said = {
        ("pending", "bank", awaited): "Transfer awaited",
        ("pending", "cod", awaited): "Cash to come",
        ("shipped", "cod", awaited): "Cash with the rider",
        ("delivered", "cod", received): "Received",
        ("cancelled", "bank", awaited): "Nothing due",
        ("cancelled", "bank", received): "Received",
    }
    for (state, method, payment), words in said.items():
        assert payment_badge(state, method, payment).text == words


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Ayesha Khan", "Ayesha K."),
        ("Ayesha", "Ayesha"),
        ("Ali bin Abi Talib", "Ali T."),
        ("", ""),
        (" عائشہ خان ", "عائشہ خ."),
    ],
)
def test_masked_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_masked_contacts_have_no_links() -> None:
    assert mask_phone("+923001234567") == "•••• 567"
    assert mask_email("ayesha@example.com") == "a••••@example.com"
    masked = contact("Ayesha Khan", "+923001234567", "a@b.pk", clear=False)
    assert (masked.phone_link, masked.email_link) == (None, None)
    clear = contact("Ayesha Khan", "+923001234567", "a@b.pk", clear=True)
    assert (clear.phone, clear.phone_link) == ("0300 1234567", "tel:+923001234567")


def test_the_barcode_is_code_128() -> None:
    """`Wikipedia` in code set B has the check symbol 88: a worked example that anybody can look up."""
    assert symbols("Wikipedia")[-2:] == [88, 106]
    drawn = bars("B2E-10482")
    assert drawn[0] == (10, 2)
    assert sum(drawn[-1]) == 10 + 11 * (len("B2E-10482") + 2) + 13
    with pytest.raises(ValueError, match="é"):
        symbols("é")
