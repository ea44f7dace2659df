"""One act on an order: done and told in a flash, or answered with the page that says what is wrong."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.order_page import order_page
from app.core.audit import Actor
from app.core.db import is_retryable
from app.core.errors import Conflict, Rejected
from app.orders.errors import NoSuchOrder
from app.orders.queries import id_of
from app.web.auth import actor_of
from app.web.flash import flash
from app.web.forms import Form
from app.web.render import see_other
from app.web.visit import ShopRequest

Work = Callable[[int, Actor], Awaitable[str]]
"""Carries the act out on the order of that id; what it returns is said to the clerk."""


async def carry_out(
    request: ShopRequest,
    db: AsyncSession,
    number: str,
    work: Work,
    *,
    act: str = "",
    form: Form | None = None,
) -> Response[Any]:
    """303 to the order when it is done; the same page with 422 when something typed will not do, with 409 when somebody
    else was faster. Both undo whatever the act had begun.
    """
    form = form or Form()
    order_id = await id_of(db, number)
    if order_id is None:
        raise NoSuchOrder
    if form.errors:
        return await order_page(request, db, number, 422, act=act, form=form)
    try:
        said = await work(order_id, await actor_of(request))
        await db.flush()
    except Rejected as rejected:
        await db.rollback()
        form.take_errors(rejected)
        return await order_page(request, db, number, 422, act=act, form=form)
    except Conflict:
        await db.rollback()
        return await order_page(request, db, number, 409, act=act, form=form, conflict=True)
    except DBAPIError as error:
        if not is_retryable(error):
            raise
        await db.rollback()
        return await order_page(request, db, number, 409, act=act, form=form, conflict=True)
    await flash(request, said)
    return see_other(request, f"/admin/orders/{number}")
