"""Buckets: no more than they hold, all or none, for two processes together, and without Redis too."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from app.core.rate_limit import Bucket, RateLimiter


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client: Redis = Redis.from_url(redis_url)
    yield client
    await client.aclose()


async def test_a_bucket_gives_what_it_holds(redis: Redis) -> None:
    limiter = RateLimiter(redis)
    bucket = Bucket("a", burst=5, interval=60_000)
    verdicts = [await limiter.take([bucket]) for _ in range(7)]
    assert [verdict.allowed for verdict in verdicts] == [True] * 5 + [False] * 2
    assert verdicts[5].refused == 0
    assert 58 <= verdicts[5].wait <= 60


async def test_it_fills_again_one_by_one(redis: Redis) -> None:
    limiter = RateLimiter(redis)
    bucket = Bucket("a", burst=2, interval=3_000)
    assert [(await limiter.take([bucket])).allowed for _ in range(3)] == [True, True, False]
    await asyncio.sleep(3.1)
    assert [(await limiter.take([bucket])).allowed for _ in range(2)] == [True, False]


async def test_all_or_none(redis: Redis) -> None:
    limiter = RateLimiter(redis)
    small, large = Bucket("s", 1, 60_000), Bucket("l", 3, 60_000)
    assert (await limiter.take([large, small])).allowed
    verdict = await limiter.take([large, small])
    assert verdict.refused == 1
    assert (await limiter.take([large])).allowed
    assert (await limiter.take([large])).allowed, "the refused one took nothing from the large bucket"
    assert not (await limiter.take([large])).allowed


async def test_two_processes_at_once_share_one_count(redis: Redis) -> None:
    limiters = [RateLimiter(redis), RateLimiter(redis)]
    bucket = Bucket("a", burst=50, interval=60_000)
    verdicts = await asyncio.gather(*(limiters[n % 2].take([bucket]) for n in range(200)))
    assert sum(verdict.allowed for verdict in verdicts) == 50


async def test_every_key_ends_by_itself(redis: Redis) -> None:
    await RateLimiter(redis, "p").take([Bucket("a", 10, 1_000)])
    assert await redis.keys("*") == [b"p:a"]
    assert 0 < await redis.pttl("p:a") <= 1_000


async def test_without_redis_it_counts_here_at_half_the_rate() -> None:
    gone: Redis = Redis.from_url("unix:///nowhere/none.sock")
    limiter = RateLimiter(gone)
    bucket = Bucket("a", burst=10, interval=60_000)
    verdicts = [await limiter.take([bucket]) for _ in range(7)]
    assert [verdict.allowed for verdict in verdicts] == [True] * 5 + [False] * 2
    assert 100 <= verdicts[6].wait <= 120
    assert (await limiter.take([Bucket("b", burst=1, interval=1_000)])).allowed, "at least one"


async def test_counting_here_forgets_full_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.rate_limit._MOST_LOCAL_BUCKETS", 100)
    limiter = RateLimiter(Redis.from_url("unix:///nowhere/none.sock"))
    for number in range(1_000):
        await limiter.take([Bucket(str(number), burst=10, interval=60_000)])
    assert len(limiter._local) <= 100


async def test_it_comes_back_to_redis(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    limiter = RateLimiter(redis)
    limiter._lost_until = float("inf")
    await limiter.take([Bucket("a", 10, 1_000)])
    assert await redis.keys("*") == []
    limiter._lost_until = 0.0
    await limiter.take([Bucket("a", 10, 1_000)])
    assert await redis.keys("*") == [b"limit:a"]
