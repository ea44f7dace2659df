"""Who may see an order: the account it belongs to, and whoever holds its signed link."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.orders.errors import NoSuchOrder
from app.orders.links import opens
from app.orders.queries import OrderDetail, order_detail
from app.web.forms import read_query
from app.web.visit import ShopRequest


async def own_order(request: ShopRequest, db: AsyncSession, number: str, key: str) -> OrderDetail:
    """The order, to its owner. Raises NoSuchOrder for everybody else, as for a number that is none."""
    detail = await order_detail(db, number)
    if detail is None:
        raise NoSuchOrder
    person = await request.visit.person()
    is_theirs = person is not None and detail.order.account_id == person.account_id
    if not is_theirs and not opens(request.visit.machines.settings, detail.order, key):
        raise NoSuchOrder
    return detail


def link_key(request: ShopRequest) -> str:
    """The key in the address; empty without one."""
    return read_query(request).text("key", most=64)
