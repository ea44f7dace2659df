"""Searches are counted as sums a day: fast, without persons, never twice."""

from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from typing import cast

import pytest
from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.clock import in_pakistan, now
from app.search.carry_counts import carry_counts
from app.search.counters import COUNTS, Kind, count_up
from app.search.models import SearchBlock, SearchDay
from app.search.popular import POPULAR, learn_popular, remembered
from tests.factories.goods import Bring
from tests.factories.product_file import pen_row
from tests.support.page import PageClient

PERSON = {"user-agent": "Mozilla/5.0 (Android 14) Firefox/140"}


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as made:
        yield made


async def carried(db: AsyncSession, redis: Redis) -> dict[str, tuple[int, int, int, int]]:
    """Term → searches, empty, close, clicks, after carrying."""
    await carry_counts(db, redis)
    await db.commit()
    rows = await db.scalars(select(SearchDay).execution_options(populate_existing=True))
    return {row.term: (row.searches, row.empty, row.close, row.clicks) for row in rows}


async def test_a_search_and_its_click_are_counted_once(
    client: PageClient, bring: Bring, db: AsyncSession, redis: Redis
) -> None:
    await bring([pen_row(1, Title="Parker Jotter")])
    click = {"q": "Jotter ", "brand": "parker"}
    early = await client.post("/search/clicks", click, headers=PERSON)
    assert early.status == 204
    for _ in range(2):
        await client.get("/search?q=jotter", headers=PERSON)
        await client.post("/search/clicks", click, headers=PERSON)
    await client.get("/search?q=zzzzzzzz", headers=PERSON)
    await client.get("/search?q=JOTTER", headers=PERSON | {"user-agent": "Mozilla/5.0 another"})
    assert await carried(db, redis) == {"jotter": (2, 0, 0, 1), "zzzzzzzz": (1, 1, 0, 0)}


async def test_what_is_no_new_search_is_not_counted(
    client: PageClient, bring: Bring, db: AsyncSession, redis: Redis
) -> None:
    await bring([pen_row(number) for number in range(1, 30)])
    for path in (
        *("/search?q=pen&page=2", "/search?q=pen&brand=parker", "/search?q=pen&sort=price"),
        *("/search?q=ayesha%40example.com", "/search?q=03001234567", "/search?q=" + "pen+" * 40),
    ):
        await client.get(path, headers=PERSON)
    for agent in ("Googlebot/2.1", "curl/8.5", "Mozilla/5.0 (compatible; AhrefsBot/7.0)", ""):
        await client.get("/search?q=pen", headers={"user-agent": agent})
    await client.get("/search?q=pen", headers=PERSON | {"sec-purpose": "prefetch"})
    await client.head("/search?q=pen", headers=PERSON)
    await client.partial("GET", "/search?q=pen", headers=PERSON)
    assert await carried(db, redis) == {}


async def test_carrying_adds_up_and_empties_the_counters(db: AsyncSession, redis: Redis) -> None:
    for visitor in range(3):
        await count_up(redis, "gel pen", [Kind.SEARCHES, Kind.CLOSE], once=f"{visitor}")
    assert await carried(db, redis) == {"gel pen": (3, 0, 3, 0)}
    assert not await redis.exists(COUNTS)
    await count_up(redis, "gel pen", [Kind.SEARCHES], once="another")
    assert await carried(db, redis) == {"gel pen": (4, 0, 3, 0)}
    assert await carried(db, redis) == {"gel pen": (4, 0, 3, 0)}


async def test_what_a_broken_carrying_left_behind_is_carried_later(db: AsyncSession, redis: Redis) -> None:
    await count_up(redis, "gel pen", [Kind.SEARCHES], once="1")
    await redis.rename(COUNTS, "{search}:taken")
    await count_up(redis, "gel pen", [Kind.SEARCHES], once="2")
    assert await carried(db, redis) == {"gel pen": (1, 0, 0, 0)}
    assert await carried(db, redis) == {"gel pen": (2, 0, 0, 0)}


async def test_made_up_words_fill_no_more_than_there_is_room_for(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.search.counters.MOST_FIELDS", 3)
    for number in range(10):
        await count_up(redis, f"word {number}", [Kind.SEARCHES], once=f"{number}")
    await count_up(redis, "word 1", [Kind.SEARCHES], once="again")
    counters = await cast(Awaitable[dict[bytes, bytes]], redis.hgetall(COUNTS))
    assert len(counters) == 3
    assert sorted(counters.values()) == [b"1", b"1", b"2"]


async def test_no_redis_no_harm(client: PageClient, bring: Bring) -> None:
    await bring([pen_row(1)])
    await client.app.machines.redis.aclose()
    client.app.machines.redis = Redis.from_url("redis://127.0.0.1:1")
    assert (await client.get("/search?q=pen", headers=PERSON)).status == 200
    assert (await client.post("/search/clicks", {"q": "pen"}, headers=PERSON)).status == 204
    assert (await client.partial("GET", "/search/suggestions?q=")).status == 200
    assert (await client.partial("GET", "/search/suggestions?q=pen")).soup.select("a[href='/p/pen-1']")


async def test_popular_is_what_many_find_and_nobody_blocked(db: AsyncSession, redis: Redis) -> None:
    today = in_pakistan(now()).date()
    db.add_all(
        [
            SearchDay(day=today, term="gel pen", searches=9),
            SearchDay(day=today - timedelta(days=2), term="crayons", searches=3),
            SearchDay(day=today, term="crayons", searches=4, clicks=4),
            SearchDay(day=today, term="rare", searches=4),
            SearchDay(day=today, term="nowhere", searches=50, empty=40),
            SearchDay(day=today, term="mispelt", searches=50, close=50),
            SearchDay(day=today, term="rude", searches=50),
            SearchDay(day=today - timedelta(days=40), term="old", searches=50),
            SearchBlock(term="rude"),
        ]
    )
    await db.flush()
    assert await learn_popular(db, redis) == ["crayons", "gel pen"]
    assert await remembered(redis, "") == ([], ["crayons", "gel pen"])
    assert await redis.exists(POPULAR)
