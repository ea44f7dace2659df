"""The page of one order, as every act on it answers when something is to be mended."""

import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.frame import desk_page
from app.admin.order_facts import gather
from app.admin.order_view import order_view
from app.shipping.couriers import COURIERS
from app.web.auth import staff_member
from app.web.forms import Form
from app.web.render import Page
from app.web.visit import ShopRequest


async def order_page(
    request: ShopRequest,
    db: AsyncSession,
    number: str,
    status: int = 200,
    *,
    act: str = "",
    form: Form | None = None,
    conflict: bool = False,
) -> Page:
    """The order as it is now.

    `form` holds the sentences about what was typed for `act`; `conflict` says that somebody was faster.
    """
    facts = await gather(db, number)
    person = await staff_member(request)
    order = order_view(request.visit.machines.settings, facts, person)
    failed = form or Form()
    return await desk_page(
        request,
        db,
        "admin/orders/show.html",
        status,
        title=f"{order.number} · Orders",
        section="orders",
        order=order,
        form=failed,
        forms={code: failed if code == act else Form() for code in ("payment", "shipment", "notes")},
        conflict=conflict,
        couriers=[(one.code, one.name) for one in COURIERS],
        note_key=str(uuid.uuid4()),
    )
