"""/admin: what waits to be done, and what the day has brought."""

from dataclasses import dataclass
from datetime import timedelta

from litestar import get

from app.admin.frame import desk_page, may
from app.core.clock import in_pakistan, now
from app.orders.queries import counts_by_view
from app.reports.queries import figures_of
from app.search.health import MOST_LAG, health_of
from app.web.auth import requires, staff_member
from app.web.render import Page
from app.web.visit import DbSession, ShopRequest

_TASKS = (
    ("to-confirm", "cash order to confirm", "cash orders to confirm", "phone"),
    ("awaiting-payment", "transfer to check", "transfers to check", "landmark"),
    ("to-pack", "order to pack", "orders to pack", "clipboard-list"),
    ("to-ship", "parcel to hand over", "parcels to hand over", "package-check"),
    ("on-the-way", "order on its way", "orders on their way", "truck"),
)


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the to-do list."""

    count: int
    text: str
    icon: str
    url: str


@get("/", guards=[requires("dashboard.view")])
async def show(request: ShopRequest, db: DbSession) -> Page:
    """What the person's role lets them see of it."""
    person = await staff_member(request)
    sees_orders = may(person, "orders.view")
    sees_count = sees_orders or may(person, "reports.orders")
    sees_money = may(person, "reports.money")
    machines = request.visit.machines
    tends_search = may(person, "catalog.edit")
    today = in_pakistan(now()).date()
    counts = await counts_by_view(db) if sees_orders else {}
    days = await figures_of(db, [today, today - timedelta(days=1)]) if sees_count or sees_money else []
    return await desk_page(
        request,
        db,
        "admin/dashboard/show.html",
        title="Home",
        section="home",
        counts=counts,
        search=await health_of(db, machines.redis, machines.settings) if tends_search else None,
        most_lag=MOST_LAG,
        tasks=_tasks(counts) if sees_orders else [],
        sees_orders=sees_orders,
        sees_count=sees_count,
        sees_money=sees_money,
        today=days[0] if days else None,
        yesterday=days[1] if days else None,
        now=now(),
    )


def _tasks(counts: dict[str, int]) -> list[Task]:
    return [
        Task(counts[view], one if counts[view] == 1 else many, icon, f"/admin/orders?view={view}")
        for view, one, many, icon in _TASKS
    ]


HANDLERS = [show]
