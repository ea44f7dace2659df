"""What happens at which time: the other table. Times are UTC."""

from typing import cast

from arq import cron
from arq.cron import CronJob
from arq.typing import WorkerCoroutine

from workers.chores import Chore, job_of
from workers.expiry import expire_holds
from workers.housekeeping import forget_idempotency_keys, forget_sessions
from workers.pictures import draw_pictures
from workers.watch import check_invariants, watch_deliveries

_SHORT = 28
"""Seconds: every job of the short queue ends below 30."""
_LONG = 600


def _at(
    chore: Chore, timeout: float, *, second: set[int] | int = 0, minute: set[int] | int | None = None
) -> CronJob:
    job = cast(WorkerCoroutine, job_of(chore))
    name = chore.__name__
    return cron(job, name=name, second=second, minute=minute, timeout=timeout, keep_result=0, max_tries=1)


SHORT: list[CronJob] = [
    _at(expire_holds, _SHORT, second={0, 30}),
    _at(watch_deliveries, _SHORT, second=45),
    _at(forget_idempotency_keys, _SHORT, minute=17),
    _at(forget_sessions, _SHORT, minute=37),
]

LONG: list[CronJob] = [
    _at(draw_pictures, _LONG, second=20),
    _at(check_invariants, _LONG, minute={0, 15, 30, 45}),
]
