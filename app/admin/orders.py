"""/admin/orders: the list, one order, its packing slip."""

from litestar import get
from litestar.params import FromPath

from app.admin.badges import ORDER_STATES
from app.admin.code128 import bars
from app.admin.frame import desk_page, may
from app.admin.order_facts import gather
from app.admin.order_list import ListQuery, chips, heading, rows, tabs
from app.admin.order_page import order_page
from app.admin.order_view import order_view
from app.admin.query_fields import page_number
from app.core.errors import NotFound
from app.orders.queries import counts_by_view, delivery_cities, orders_page
from app.payments.gateways import GATEWAYS
from app.payments.queries import newest_by_order
from app.web.auth import requires, staff_member
from app.web.forms import read_query
from app.web.render import Page
from app.web.visit import DbSession, ShopRequest

_PER_PAGE = 50


@get("/orders", guards=[requires("orders.view")])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """A view over the orders, searched, filtered, sorted and paged by the address alone."""
    person = await staff_member(request)
    form = read_query(request)
    query = ListQuery.read(form)
    found = await orders_page(
        db,
        view=query.view,
        search=query.search,
        filters=query.filters,
        sort=query.sort,
        page=page_number(form),
        per_page=_PER_PAGE,
        whole_contacts_only=not may(person, "customers.contacts"),
    )
    if not found.pagination.exists:
        raise NotFound
    counts = await counts_by_view(db)
    return await desk_page(
        request,
        db,
        "admin/orders/index.html",
        422 if form.errors else 200,
        title="Orders",
        section="orders",
        partial="admin/orders/_found.html",
        query=query,
        form=form,
        counts=counts,
        tabs=tabs(query, counts),
        chips=chips(query),
        rows=rows(found.rows, await newest_by_order(db, [row.id for row in found.rows]), person),
        total=found.pagination.total,
        shown=(found.pagination.first_shown, found.pagination.last_shown),
        pages=found.pagination.links(query.url),
        headings={
            "number": heading(query, "Order", down="newest", up="oldest"),
            "name": heading(query, "Customer", down="name", up="name-down"),
            "total": heading(query, "Total", down="total-down", up="total-up"),
        },
        states=list(ORDER_STATES.items()),
        methods=[(rail.rail, rail.title) for rail in GATEWAYS],
        cities=[(city, city) for city in await delivery_cities(db)],
    )


@get("/orders/{number:str}", guards=[requires("orders.view")])
async def show(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Page:
    """Everything about one order, and what can be done with it now."""
    return await order_page(request, db, number)


@get("/orders/{number:str}/packing-slip", guards=[requires("orders.fulfil")])
async def packing_slip(request: ShopRequest, db: DbSession, number: FromPath[str]) -> Page:
    """What goes into the parcel and where it goes, for paper."""
    facts = await gather(db, number)
    order = order_view(request.visit.machines.settings, facts, await staff_member(request))
    return await desk_page(
        request,
        db,
        "admin/orders/packing_slip.html",
        title=f"Packing slip {number} · Orders",
        section="orders",
        order=order,
        phone=facts.detail.order.phone,
        bars=bars(order.number),
    )


HANDLERS = [index, show, packing_slip]
