"""Looking whether all is well; what is not is logged as an error, which is what alarms are made of."""

from datetime import timedelta

import structlog
from sqlalchemy import func, select

from app.core.outbox import Delivery
from app.ops.invariants import check_all
from workers.consumers import Tools

_OLDEST = timedelta(minutes=2)
_MOST_WAITING = 1_000

log = structlog.get_logger(__name__)


async def watch_deliveries(tools: Tools) -> None:
    """Alarm when a delivery is dead, when one has been due for over two minutes, or when over 1,000 wait (§5.4)."""
    is_due = (Delivery.state == "queued") & (Delivery.next_try_at <= func.now())
    async with tools.sessions() as session:
        found = await session.execute(
            select(
                func.count().filter(Delivery.state == "dead"),
                func.count().filter(is_due),
                func.count().filter(is_due & (Delivery.next_try_at < func.now() - _OLDEST)),
            ).where(Delivery.state != "done")
        )
    dead, due, late = found.one()
    if dead or late or due > _MOST_WAITING:
        log.error("deliveries_need_attention", dead=dead, due=due, late=late)


async def check_invariants(tools: Tools) -> None:
    """Alarm for every law of the shop that does not hold (reliability reference, §1)."""
    async with tools.sessions() as session:
        results = await check_all(session)
    for broken in (result for result in results if not result.ok):
        log.error("law_broken", law=broken.code, title=broken.title, offenders=broken.offenders)
