"""What happens at which time: the other table. Times are UTC."""

from typing import cast

from arq import cron
from arq.cron import CronJob
from arq.typing import WorkerCoroutine

from workers.chores import Chore, job_of
from workers.co_purchases import learn_what_goes_together
from workers.expiry import expire_holds
from workers.housekeeping import forget_idempotency_keys, forget_sessions, forget_viewed_products
from workers.newsletter import forget_unconfirmed_subscribers
from workers.pictures import draw_pictures, fetch_pictures, sweep_pictures
from workers.reviews import invite_reviews
from workers.search import mend_search, rebuild_search
from workers.search_desk import carry_search_counts, forget_wishers, rebuild_search_when_asked
from workers.stock_alerts import tell_all_waiting
from workers.watch import check_invariants, watch_deliveries

_SHORT = 28
"""Seconds: every job of the short queue ends below 30."""
_LONG = 600


def _at(
    chore: Chore,
    timeout: float,
    *,
    second: set[int] | int = 0,
    minute: set[int] | int | None = None,
    hour: set[int] | int | None = None,
) -> CronJob:
    job = cast(WorkerCoroutine, job_of(chore))
    name = chore.__name__
    return cron(
        job, name=name, second=second, minute=minute, hour=hour, timeout=timeout, keep_result=0, max_tries=1
    )


SHORT: list[CronJob] = [
    _at(expire_holds, _SHORT, second={0, 30}),
    _at(watch_deliveries, _SHORT, second=45),
    _at(forget_idempotency_keys, _SHORT, minute=17),
    _at(forget_sessions, _SHORT, minute=37),
    _at(forget_viewed_products, _SHORT, hour=21, minute=7),
    _at(forget_unconfirmed_subscribers, _SHORT, minute=57),
    _at(carry_search_counts, _SHORT, second=50),
    _at(tell_all_waiting, _SHORT, second=15, minute=set(range(4, 60, 10))),
]

LONG: list[CronJob] = [
    _at(draw_pictures, _LONG, second=20),
    _at(fetch_pictures, _LONG, second=40),
    _at(sweep_pictures, _LONG, hour=22, minute=10),
    _at(check_invariants, _LONG, minute={0, 15, 30, 45}),
    _at(mend_search, _LONG, second=30, minute=set(range(3, 60, 5))),
    _at(rebuild_search, _LONG, hour=22, minute=30),
    _at(rebuild_search_when_asked, _LONG, second=set(range(2, 60, 5))),
    _at(forget_wishers, _LONG, hour=21, minute=25),
    _at(learn_what_goes_together, _LONG, hour=21, minute=40),
    _at(invite_reviews, _LONG, hour={5, 6, 7, 8}, minute=10),
]
