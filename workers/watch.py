"""Looking whether all is well; what is not is logged as an error, which is what alarms are made of."""

from datetime import timedelta

import structlog
from sqlalchemy import text

from app.ops.invariants import check_all
from workers.consumers import Tools

_OLDEST = timedelta(minutes=2)
_MOST_WAITING = 1_000

_COUNT = text(
    """
    SELECT count(*) FILTER (WHERE state = 'dead'),
           count(*) FILTER (WHERE state = 'queued' AND next_try_at <= now()),
           count(*) FILTER (WHERE state = 'queued' AND next_try_at < now() - CAST(:oldest AS interval))
    FROM deliveries WHERE state <> 'done'
    """
)

log = structlog.get_logger(__name__)


async def watch_deliveries(tools: Tools) -> None:
    """Alarm when a delivery is dead, when one has been due for over two minutes, or when over 1,000 wait (§5.4)."""
    async with tools.sessions() as session:
        found = await session.execute(_COUNT, {"oldest": _OLDEST})
    dead, due, late = found.one()
    if dead or late or due > _MOST_WAITING:
        log.error("deliveries_need_attention", dead=dead, due=due, late=late)


async def check_invariants(tools: Tools) -> None:
    """Alarm for every law of the shop that does not hold (reliability reference, §1)."""
    async with tools.sessions() as session:
        results = await check_all(session)
    for broken in (result for result in results if not result.ok):
        log.error("law_broken", law=broken.code, title=broken.title, offenders=broken.offenders)
