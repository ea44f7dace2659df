"""The list of orders: views, search, filters, sorting, pages, phones, parts for htmx, and what it costs."""

from urllib.parse import quote

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.orders import OrderMaker
from tests.support.page import Page, PageClient
from tests.support.statements import count_statements

HOSTILE = (
    "'; DROP TABLE orders; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%",
    "_" * 50,
    "\\",
    "٣٣٣",
    "\u202eabc",
    "é" * 200,
    "x" * 3000,
    "-1",
    "1e3",
    "9" * 30,
    "null",
    "../../etc/passwd",
)


def _numbers(page: Page) -> list[str]:
    return [row.get_text(strip=True) for row in page.soup.select("#orders-table tbody th")]


async def test_a_view_is_an_address_with_a_count(owner: PageClient, orders: OrderMaker) -> None:
    waiting = await orders.place(payment="cod")
    packed = await orders.in_state("packed")
    await orders.in_state("delivered")
    page = await owner.get("/admin/orders")
    tabs = {" ".join(tab.get_text(" ").split()): str(tab["href"]) for tab in page.soup.select(".views a")}
    assert tabs == {
        "All": "/admin/orders",
        "To confirm 1": "/admin/orders?view=to-confirm",
        "Awaiting payment 0": "/admin/orders?view=awaiting-payment",
        "To pack 0": "/admin/orders?view=to-pack",
        "To ship 1": "/admin/orders?view=to-ship",
        "On the way 0": "/admin/orders?view=on-the-way",
        "Done": "/admin/orders?view=done",
        "Cancelled and problems": "/admin/orders?view=problems",
    }
    assert _numbers(await owner.get(tabs["To confirm 1"])) == [waiting.number]
    assert _numbers(await owner.get(tabs["To ship 1"])) == [packed.number]
    empty = await owner.get(tabs["On the way 0"])
    assert "Nothing here now." in empty.main


async def test_search_filter_and_chips_work_together(owner: PageClient, orders: OrderMaker) -> None:
    mine = await orders.place(phone="+923219876543")
    other = await orders.place(payment="cod")
    page = await (await owner.get("/admin/orders")).submit({"search": "0321-9876543"}, button="Show")
    assert _numbers(page) == [mine.number]
    page = await page.submit({"payment": "cod"}, button="Show")
    assert _numbers(page) == []
    assert "No order matches." in page.main
    chips = {chip.get_text(" ", strip=True): str(chip["href"]) for chip in page.soup.select(".chip")}
    assert chips == {
        "Remove “0321-9876543”": "/admin/orders?payment=cod",
        "Remove Cash on delivery": "/admin/orders?search=0321-9876543",
    }
    assert _numbers(await owner.get(chips["Remove “0321-9876543”"])) == [other.number]
    assert page.one("#search")["value"] == "0321-9876543"


async def test_sorting_is_told_to_readers_and_turns_around(owner: PageClient, orders: OrderMaker) -> None:
    small, large = await orders.place(quantity=1), await orders.place(quantity=5)
    page = await owner.get("/admin/orders")
    assert page.one("th[aria-sort]").get_text(strip=True) == "Order"
    page = await page.follow("Total")
    assert page.one("th[aria-sort]")["aria-sort"] == "descending"
    assert _numbers(page) == [large.number, small.number]
    page = await page.follow("Total")
    assert page.one("th[aria-sort]")["aria-sort"] == "ascending"
    assert _numbers(page) == [small.number, large.number]


async def test_a_row_has_one_link_and_a_heading_for_every_cell_on_phones(
    owner: PageClient, orders: OrderMaker
) -> None:
    order = await orders.place()
    page = await owner.get("/admin/orders")
    row = page.one(f"#order-{order.number}")
    assert [str(link["href"]) for link in row.select("a")] == [f"/admin/orders/{order.number}"]
    assert [cell.get("data-label") for cell in row.select("td[data-label]")] == [
        "Placed",
        "City",
        "Items",
        "Total",
    ]
    assert all(badge.select("svg") and badge.get_text(strip=True) for badge in row.select(".badge"))
    assert len(row.select(".badge")) == 2


async def test_a_mistaken_day_is_said_and_nothing_typed_is_lost(
    owner: PageClient, orders: OrderMaker
) -> None:
    await orders.place()
    page = await owner.get("/admin/orders?from=yesterday&until=2026-02-30&search=ayesha")
    assert page.status == 422
    assert page.errors == dict.fromkeys(("from", "until"), "Enter a date like 2026-11-23.")
    assert page.one("#from")["value"] == "yesterday"
    assert page.one("#search")["value"] == "ayesha"


@pytest.mark.parametrize(
    "name", ["view", "search", "state", "payment", "city", "from", "until", "sort", "page"]
)
async def test_hostile_words_in_the_address_do_nothing(
    owner: PageClient, orders: OrderMaker, name: str
) -> None:
    order = await orders.place()
    for word in HOSTILE:
        page = await owner.get(f"/admin/orders?{name}={quote(word)}")
        assert page.status in ({404} if name == "page" else {200, 422}), (word, page.status)
        assert "<script>alert" not in page.text
        assert "49" not in page.one("main .desk-head").get_text()
    twice = await owner.get(f"/admin/orders?{name}=1&{name}=2")
    assert twice.status in {200, 404, 422}
    assert (await owner.get(f"/admin/orders/{order.number}")).status == 200


async def test_pages_end(owner: PageClient, orders: OrderMaker, db: AsyncSession) -> None:
    first = await orders.place()
    await db.execute(
        text(
            "INSERT INTO orders (number, name, email, phone, goods_total, delivery_fee, tax_included, total, "
            "payment_method, delivery_method, delivery_title, link_nonce, placed_at) "
            "SELECT 'B2E-5' || n, 'Bulk', 'bulk@example.com', '+923000000000', 0, 0, 0, 0, 'bank', 'standard', 'x', "
            "md5(n::text), now() + n * interval '1 second' FROM generate_series(1, 60) AS n"
        )
    )
    await db.commit()
    page = await owner.get("/admin/orders")
    assert len(_numbers(page)) == 50
    assert "1 to 50 of 61 orders" in page.main
    second = await page.follow("Next")
    assert (len(_numbers(second)), _numbers(second)[-1]) == (11, first.number)
    assert second.path == "/admin/orders?page=2"
    for beyond in ("3", "0", "-1", "99999999999999999999", "two"):
        assert (await owner.get(f"/admin/orders?page={beyond}")).status == 404, beyond


async def test_htmx_gets_the_table_alone_and_caches_are_told(owner: PageClient, orders: OrderMaker) -> None:
    order = await orders.place()
    part = await owner.partial("GET", "/admin/orders?search=ayesha", target="div#orders-table")
    assert part.status == 200
    assert part.text.lstrip().startswith('<div id="orders-table">')
    assert order.number in part.text
    assert part.one("hx-partial[hx-target='#announce']").get_text(strip=True) == "1 order"
    whole = await owner.get("/admin/orders?search=ayesha")
    for page in (part, whole):
        assert page.headers["vary"].startswith("HX-Request, HX-Request-Type")
        assert page.headers["cache-control"] == "private, no-store"
    assert whole.one("meta[name=robots]")["content"] == "noindex,nofollow"


async def test_a_longer_list_costs_no_more_statements(owner: PageClient, orders: OrderMaker) -> None:
    await orders.place()
    engine = owner.app.machines.engine
    await owner.get("/admin/orders")
    with count_statements(engine) as short:
        await owner.get("/admin/orders")
    for _ in range(6):
        await orders.place()
    with count_statements(engine) as longer:
        page = await owner.get("/admin/orders")
    assert len(_numbers(page)) == 7
    assert len(longer) == len(short) <= 12, "\n".join(longer)


async def test_one_order_costs_the_same_whatever_it_holds(owner: PageClient, orders: OrderMaker) -> None:
    engine = owner.app.machines.engine
    plain, told = await orders.place(), await orders.in_state("delivered", quantity=7)
    await owner.get(f"/admin/orders/{plain.number}")
    with count_statements(engine) as short:
        await owner.get(f"/admin/orders/{plain.number}")
    with count_statements(engine) as longer:
        await owner.get(f"/admin/orders/{told.number}")
    assert len(longer) <= len(short) + 1 <= 22, "\n".join(longer)
