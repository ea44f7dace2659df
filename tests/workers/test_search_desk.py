"""The worker's chores for search: counts into the database, wishes forgotten, the index rebuilt when staff ask."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.audit import Actor
from app.core.clock import now
from app.core.db import SessionMaker
from app.search.counters import Kind, count_up
from app.search.models import ProductRequest, SearchDay, SearchRebuild
from app.search.popular import remembered
from app.search.rebuild import RebuildIsRunning
from app.search.rebuilds import ask_rebuild, take_rebuild
from workers.consumers import Tools
from workers.search_desk import carry_search_counts, forget_wishers, rebuild_search_when_asked

OWNER = Actor(None, "Owner", "owner", None)


async def ask(sessions: SessionMaker) -> bool:
    async with sessions() as session, session.begin():
        return await ask_rebuild(session, actor=OWNER)


async def rebuilds(sessions: SessionMaker) -> list[SearchRebuild]:
    async with sessions() as session:
        return list(await session.scalars(select(SearchRebuild).order_by(SearchRebuild.id)))


async def test_counts_become_rows_and_popular_searches(tools: Tools, sessions: SessionMaker) -> None:
    for visitor in range(6):
        await count_up(tools.redis, "gel pen", [Kind.SEARCHES], once=f"{visitor}")
    assert await carry_search_counts(tools) == 1
    assert await carry_search_counts(tools) == 0
    async with sessions() as session:
        assert [row.searches for row in await session.scalars(select(SearchDay))] == [6]
    assert await remembered(tools.redis, "") == ([], ["gel pen"])


async def test_old_wishes_lose_their_contacts(tools: Tools, sessions: SessionMaker) -> None:
    async with sessions() as session, session.begin():
        for days in (10, 200):
            created = now() - timedelta(days=days)
            session.add(ProductRequest(wanted=f"{days}", email="hira@example.com", created_at=created))
    assert await forget_wishers(tools) == 1
    async with sessions() as session:
        rows = await session.execute(select(ProductRequest.wanted, ProductRequest.email))
        assert dict(rows.tuples().all()) == {"10": "hira@example.com", "200": None}


async def test_the_index_is_rebuilt_when_asked_and_only_then(tools: Tools, sessions: SessionMaker) -> None:
    assert await rebuild_search_when_asked(tools) == ""
    assert await ask(sessions)
    assert not await ask(sessions)
    assert await rebuild_search_when_asked(tools) == "0 products"
    (done,) = await rebuilds(sessions)
    assert done.finished_at
    assert done.error == ""
    assert await ask(sessions)


async def test_a_rebuild_that_fails_says_so(
    tools: Tools, sessions: SessionMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise ValueError("no room")

    await ask(sessions)
    monkeypatch.setattr("workers.search_desk.rebuild", fail)
    with pytest.raises(ValueError, match="no room"):
        await rebuild_search_when_asked(tools)
    (failed,) = await rebuilds(sessions)
    assert failed.finished_at
    assert "ValueError" in failed.error


async def test_a_rebuild_waits_while_another_process_does_one(
    tools: Tools, sessions: SessionMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object) -> None:
        raise RebuildIsRunning

    await ask(sessions)
    monkeypatch.setattr("workers.search_desk.rebuild", busy)
    assert await rebuild_search_when_asked(tools) == ""
    (waiting,) = await rebuilds(sessions)
    assert (waiting.started_at, waiting.finished_at) == (None, None)


async def test_a_rebuild_whose_worker_was_lost_is_taken_again(sessions: SessionMaker) -> None:
    await ask(sessions)
    async with sessions() as session, session.begin():
        assert await take_rebuild(session)
    async with sessions() as session, session.begin():
        assert await take_rebuild(session) is None
        lost = (await session.scalars(select(SearchRebuild))).one()
        lost.touched_at = now() - timedelta(minutes=5)
        await session.flush()
        assert await take_rebuild(session) == lost.id
