"""What staff do with an order. Each act is a noun, `POST /admin/orders/{number}/packing`, and harmless twice."""

from typing import Any

from litestar import Response, post
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.carry_out import carry_out
from app.core.audit import Actor
from app.core.errors import Conflict
from app.core.money import format_money
from app.orders.add_note import LONGEST, add_note
from app.orders.confirm import confirm
from app.orders.progress import pack, start
from app.orders.queries import find_by_number
from app.payments.confirm import confirm_received
from app.shipping.couriers import COURIERS
from app.shipping.deliver import deliver
from app.shipping.dispatch import dispatch
from app.shipping.queries import shipments_of
from app.web.auth import requires
from app.web.forms import read_form
from app.web.visit import DbSession, ShopRequest

_ASK_AMOUNT = "Enter the amount in rupees, like 2,649."
_ASK_REFERENCE = "Enter the bank's reference or the receipt number."


class DoneOtherwise(Conflict):
    """It had been done before, with other particulars than these."""


@post("/orders/{number:str}/confirmation", guards=[requires("orders.fulfil")])
async def confirm_order(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """The customer of a cash order said yes."""
    await read_form(request, "_csrf")

    async def work(order_id: int, actor: Actor) -> str:
        await confirm(db, order_id, actor=actor)
        return f"{number} is confirmed. Pack it next."

    return await carry_out(request, db, number, work)


@post("/orders/{number:str}/payment", guards=[requires("payments.receive")])
async def receive_payment(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """A transfer arrived, or a rider's cash was handed in."""
    form = await read_form(request, "amount", "reference")
    amount = form.money("amount", _ASK_AMOUNT, least=1)
    reference = form.text("reference", _ASK_REFERENCE, most=100)

    async def work(order_id: int, actor: Actor) -> str:
        payment = await confirm_received(db, order_id, amount=amount, reference=reference, actor=actor)
        if payment.captured != amount or not (payment.rail_reference or "").startswith(reference):
            raise DoneOtherwise
        return await _after_payment(db, number, amount)

    return await carry_out(request, db, number, work, act="payment", form=form)


async def _after_payment(db: AsyncSession, number: str, amount: int) -> str:
    order = await find_by_number(db, number)
    said = f"{format_money(amount)} received for {number}."
    if order is not None and order.state == "unfillable":
        return f"{said} But the order had ended before: call the customer."
    return f"{said} Pack it next." if order is not None and order.state == "paid" else said


@post("/orders/{number:str}/packing-start", guards=[requires("orders.fulfil")])
async def start_packing(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """Somebody begins to pick."""
    await read_form(request, "_csrf")

    async def work(order_id: int, actor: Actor) -> str:
        await start(db, order_id, actor=actor)
        return f"Packing of {number} started."

    return await carry_out(request, db, number, work)


@post("/orders/{number:str}/packing", guards=[requires("orders.fulfil")])
async def mark_packed(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """The parcel is closed."""
    await read_form(request, "_csrf")

    async def work(order_id: int, actor: Actor) -> str:
        await pack(db, order_id, actor=actor)
        return f"{number} is packed. Hand it over to the courier next."

    return await carry_out(request, db, number, work)


@post("/orders/{number:str}/shipment", guards=[requires("orders.fulfil")])
async def ship(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """The courier has the parcel."""
    form = await read_form(request, "courier", "tracking_number")
    code = form.choice("courier", {courier.code for courier in COURIERS}, "Choose a courier.")
    tracking_number = form.text("tracking_number", most=60)

    async def work(order_id: int, actor: Actor) -> str:
        await dispatch(db, order_id, courier_code=code, tracking_number=tracking_number, actor=actor)
        parcels = await shipments_of(db, order_id)
        if (code, tracking_number) not in {(parcel.courier, parcel.tracking_number) for parcel in parcels}:
            raise DoneOtherwise
        return f"{number} is on its way. The customer gets an email."

    return await carry_out(request, db, number, work, act="shipment", form=form)


@post("/orders/{number:str}/delivery", guards=[requires("orders.fulfil")])
async def mark_delivered(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """The customer has everything."""
    await read_form(request, "_csrf")

    async def work(order_id: int, actor: Actor) -> str:
        await deliver(db, order_id, actor=actor)
        return f"{number} is delivered."

    return await carry_out(request, db, number, work)


@post("/orders/{number:str}/notes", guards=[requires("orders.note")])
async def note(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Response[Any]:
    """A remark that only staff see."""
    form = await read_form(request, "text", "key")
    text = form.text("text", "Write the note first.", most=LONGEST, lines=True)
    key = form.text("key", most=255)

    async def work(order_id: int, actor: Actor) -> str:
        await add_note(db, order_id, text=text, key=key, actor=actor)
        return "Note kept."

    return await carry_out(request, db, number, work, act="notes", form=form)


HANDLERS = [
    confirm_order,
    receive_payment,
    start_packing,
    mark_packed,
    ship,
    mark_delivered,
    note,
]
