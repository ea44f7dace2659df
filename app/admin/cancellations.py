"""Calling an order off: a page of its own that says what will happen and asks why."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.carry_out import carry_out
from app.admin.frame import desk_page
from app.admin.order_facts import gather
from app.admin.order_page import order_page
from app.admin.order_view import order_view
from app.core.audit import Actor
from app.orders.cancel import cancel
from app.payments.queries import paid_sum
from app.web.auth import requires, staff_member
from app.web.forms import Form, read_form
from app.web.render import Page
from app.web.visit import DbSession, ShopRequest

_ASK = "Say why the order is cancelled."


@get("/orders/{number:str}/cancellation", guards=[requires("orders.cancel")])
async def new(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Page:
    """What will happen, and the question why."""
    return await _ask(request, db, number, Form())


@post("/orders/{number:str}/cancellation", guards=[requires("orders.cancel")])
async def create(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """Cancel and give the goods back."""
    form = await read_form(request, "reason")
    reason = form.text("reason", _ASK, most=500, lines=True)
    if form.errors:
        return await _ask(request, db, number, form, 422)

    async def work(order_id: int, actor: Actor) -> str:
        await cancel(db, order_id, actor=actor, reason=reason, by_staff=True)
        return f"{number} is cancelled. Its goods are for sale again."

    return await carry_out(request, db, number, work)


async def _ask(request: ShopRequest, db: AsyncSession, number: str, form: Form, status: int = 200) -> Page:
    facts = await gather(db, number)
    order = order_view(request.visit.machines.settings, facts, await staff_member(request))
    if not order.acts.can_cancel:
        return await order_page(request, db, number, 409, conflict=True)
    return await desk_page(
        request,
        db,
        "admin/orders/cancellation.html",
        status,
        title=f"Cancel {number} · Orders",
        section="orders",
        order=order,
        paid=paid_sum(facts.payments),
        form=form,
    )


HANDLERS = [new, create]
