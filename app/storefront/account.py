"""A customer's own place: `/account`, `/account/orders`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import NotFound
from app.orders.queries import OrderRow, order_detail, orders_of_account
from app.storefront.order_view import TimelineStep, timeline
from app.web.auth import customers_only, signed_in
from app.web.forms import read_query
from app.web.render import page
from app.web.visit import DbSession, ShopRequest


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order as `account/orders/_order.html` shows it; `total` in paisa."""

    number: str
    url: str
    state: str
    placed_at: datetime
    count: int
    total: int
    timeline: Sequence[TimelineStep] = ()


@get("/account", guards=[customers_only])
async def show(request: ShopRequest, db: DbSession) -> Response[str]:
    """The newest order with its journey."""
    person = await signed_in(request)
    newest = (await orders_of_account(db, person.account_id, per_page=1)).rows
    return await page(
        request,
        "storefront/account/show.html",
        title="Your account",
        robots="noindex",
        section="home",
        email=person.email,
        last_order=await _with_timeline(db, newest[0]) if newest else None,
    )


@get("/account/orders", guards=[customers_only])
async def index(request: ShopRequest, db: DbSession) -> Response[str]:
    """All own orders, newest first. A page beyond the end is no page."""
    person = await signed_in(request)
    query = read_query(request)
    wanted = query.integer("page", "There is no such page.", least=1, most=200) if query.has("page") else 1
    if query.errors:
        raise NotFound
    found = await orders_of_account(db, person.account_id, wanted)
    if not found.pagination.exists:
        raise NotFound
    return await page(
        request,
        "storefront/account/orders/index.html",
        title="Your orders",
        robots="noindex",
        section="orders",
        orders=[_card(row) for row in found.rows],
        pages=found.pagination.links(lambda number: f"/account/orders?page={number}"),
    )


@get("/account/orders/{number:str}", guards=[customers_only])
async def show_order(request: ShopRequest, number: FromPath[str]) -> Response[Any]:
    """The order's own page, which asks whose it is."""
    return Redirect(f"/orders/{number}", status_code=303)


async def _with_timeline(db: AsyncSession, row: OrderRow) -> OrderCard:
    detail = await order_detail(db, row.number)
    if detail is None:
        raise NotFound
    return _card(row, timeline(detail.order, detail.history))


def _card(row: OrderRow, steps: Sequence[TimelineStep] = ()) -> OrderCard:
    return OrderCard(
        row.number, f"/orders/{row.number}", row.state, row.placed_at, row.item_count, row.total, steps
    )


HANDLERS = [show, index, show_order]
