"""Counting what is searched for, after the answer has left: no search waits, and nobody's search is kept."""

import re
from collections.abc import Sequence

from litestar.background_tasks import BackgroundTask, BackgroundTasks

from app.core.clock import in_pakistan, now
from app.core.links import derive_key, sign
from app.search.counters import Kind, count_up
from app.search.criteria import Criteria
from app.search.engines import Hits
from app.search.health import note_engine
from app.search.remember_search import remember_search
from app.search.terms import term_of
from app.web.htmx import is_partial
from app.web.visit import ShopRequest

_MACHINE = re.compile(
    r"bot\b|bot[/;]|crawl|spider|slurp|preview|monitor|scan|fetch|curl|wget|python|headless|lighthouse", re.I
)


async def after_search(request: ShopRequest, criteria: Criteria, hits: Hits) -> BackgroundTasks:
    """What is done once the page has been sent: note which engine answered, and count a person's new search.

    Only the first page counts, without filters: whoever goes on within a result has searched once.
    """
    machines = request.visit.machines
    tasks = [BackgroundTask(note_engine, machines.redis, machines.settings, hits.engine)]
    is_new = criteria.page == 1 and not criteria.is_filtered and criteria.sort == criteria.default_sort
    term = term_of(criteria.text)
    if not is_new or term is None or is_partial(request) or not is_by_a_person(request):
        return BackgroundTasks(tasks)
    await request.visit.session.load()
    kinds = [Kind.SEARCHES, *_kinds_of(hits)]
    tasks.append(BackgroundTask(_note, request, term, criteria.text, kinds, request.visit.session.name))
    return BackgroundTasks(tasks)


async def note_click(request: ShopRequest, text: str) -> bool:
    """Count that a result was opened, if its search was counted a moment ago for the same browser."""
    term = term_of(text)
    if term is None or not is_by_a_person(request):
        return False
    return await count_up(
        request.visit.machines.redis,
        term,
        [Kind.CLICKS],
        once=_mark(request, "click", term),
        after=_mark(request, "search", term),
    )


def is_by_a_person(request: ShopRequest) -> bool:
    """Whether a person seems to have asked: no crawler, no page fetched ahead."""
    headers = request.headers
    agent = headers.get("user-agent", "")
    is_ahead = "prefetch" in headers.get("sec-purpose", "") or "prefetch" in headers.get("purpose", "")
    is_head = "is_head" in request.scope
    return not is_head and bool(agent) and not is_ahead and not _MACHINE.search(agent)


def _kinds_of(hits: Hits) -> Sequence[Kind]:
    if not hits.product_ids:
        return (Kind.EMPTY,)
    return (Kind.CLOSE,) if hits.is_close else ()


async def _note(request: ShopRequest, term: str, text: str, kinds: Sequence[Kind], visitor: str) -> None:
    redis = request.visit.machines.redis
    await count_up(redis, term, kinds, once=_mark(request, "search", term))
    if visitor and Kind.EMPTY not in kinds:
        await remember_search(redis, visitor, text)


def _mark(request: ShopRequest, act: str, term: str) -> str:
    """The same for the same browser, term and day. It cannot be turned back, and is gone after half an hour."""
    visit = request.visit
    key = derive_key(visit.machines.settings, "search counts")
    day = in_pakistan(now()).date().isoformat()
    return sign(key, f"{act}|{day}|{visit.address}|{request.headers.get('user-agent', '')}|{term}")
