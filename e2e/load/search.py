"""How fast the search is: three ways of typing, the first page with its facets, suggestions, and building the index.

    DATABASE_URL=… python -m e2e.load.search [--rounds 300] [--build]

Run it on a shop with 50,000 products (e2e.load.products). Times are taken around the shop's own functions over a
connection of its own, all statements together; an empty query of the same run stands beside them. Queries are drawn
from the titles in the shop, always the same ones: two or three words as they stand; one of them with one letter wrong;
the last of them only begun; and bare words that are found in more products than any other.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence

import click
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import app.tables  # noqa: F401 - foreign keys find their tables
from app.core.db import make_engine, make_sessionmaker
from app.core.settings import get_settings
from app.search.complete import complete_words
from app.search.count import count
from app.search.criteria import RELEVANCE, Criteria
from app.search.engines import ENGINE
from app.search.normalise import normalise
from app.search.queries import find_cards
from app.search.rebuild import rebuild
from app.search.scope import Scope

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
Act = Callable[[AsyncSession, str], Awaitable[object]]


async def _search(session: AsyncSession, query: str) -> object:
    return await ENGINE.search(session, query)


async def _suggest(session: AsyncSession, query: str) -> object:
    words = await complete_words(session, query)
    return words, await ENGINE.search(session, query, typing=True, limit=5)


async def _page(session: AsyncSession, query: str) -> object:
    hits = await ENGINE.search(session, query)
    scope, criteria = Scope(ids=hits.product_ids), Criteria(text=query, sort=RELEVANCE)
    return await count(session, scope, criteria), await find_cards(session, scope, criteria, limit=24)


async def _empty(session: AsyncSession, query: str) -> object:
    return await session.execute(text("SELECT 1"))


def typo(random_: random.Random, query: str) -> str:
    """One letter of one word of at least five letters left out, doubled, changed or swapped."""
    words = query.split()
    long = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return query
    at = random_.choice(long)
    word = words[at]
    place = random_.randrange(1, len(word) - 1)
    words[at] = random_.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + random_.choice(_LETTERS) + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ]
    )
    return " ".join(words)


def begun(query: str) -> str:
    """The first 60 % of the query, two letters at least."""
    return query[: max(2, round(len(query) * 0.6))]


async def _queries(session: AsyncSession, rounds: int) -> tuple[list[str], list[str]]:
    titles = list(
        await session.scalars(
            text("SELECT title FROM search_document ORDER BY md5(CAST(product_id AS text)) LIMIT 2000")
        )
    )
    random_ = random.Random(50_000)
    plain: list[str] = []
    while len(plain) < rounds:
        words = [
            word for word in normalise(random_.choice(titles)).split() if len(word) > 2 and word.isalpha()
        ]
        if len(words) >= 2:
            start = random_.randrange(len(words) - 1)
            plain.append(" ".join(words[start : start + random_.choice((1, 2, 2, 3))]))
    broad = await session.scalars(
        text(
            "SELECT word FROM search_word WHERE length(word) > 2 AND word ~ '^[a-z]+$' ORDER BY df DESC LIMIT 20"
        )
    )
    return plain, list(broad)


async def _measure(engine: AsyncEngine, name: str, act: Act, queries: Sequence[str]) -> None:
    sessions = make_sessionmaker(engine)
    times: list[float] = []
    empty: list[float] = []
    async with sessions() as session:
        for query in queries[:10]:
            await act(session, query)
            await session.rollback()
        for query in queries:
            await session.execute(select(1))
            for sums, what in ((empty, _empty), (times, act)):
                began = time.perf_counter()
                await what(session, query)
                sums.append((time.perf_counter() - began) * 1000)
            await session.rollback()
    p95 = statistics.quantiles(times, n=20)[-1]
    click.echo(
        f"{name:<34} p50 {statistics.median(times):7.1f}  p95 {p95:7.1f} ms   "
        f"(empty query p50 {statistics.median(empty):.2f}, p95 {statistics.quantiles(empty, n=20)[-1]:.2f})"
    )


async def _run(rounds: int, build: bool) -> None:
    engine = make_engine(get_settings(), limits=False)
    if build:
        began = time.perf_counter()
        made = await rebuild(engine)
        click.echo(f"index of {made.products:,} products built in {time.perf_counter() - began:.1f} s")
    async with make_sessionmaker(engine)() as session:
        plain, broad = await _queries(session, rounds)
    random_ = random.Random(1)
    await _measure(engine, "search, plain", _search, plain)
    await _measure(engine, "search, one typo", _search, [typo(random_, query) for query in plain])
    await _measure(engine, "suggestions, 60 % typed", _suggest, [begun(query) for query in plain])
    await _measure(engine, "suggestions, two letters", _suggest, [query[:2] for query in plain])
    await _measure(engine, "page, total and facets", _page, plain)
    await _measure(engine, "search, commonest bare words", _search, broad * max(1, rounds // 100))
    await _measure(engine, "page of the commonest bare words", _page, broad * max(1, rounds // 100))
    await engine.dispose()


@click.command()
@click.option("--rounds", default=300, help="Queries a way of typing.")
@click.option("--build", is_flag=True, help="Build the index first, and say how long it took.")
def main(rounds: int, build: bool) -> None:
    """Measure the search of the shop that DATABASE_URL names."""
    asyncio.run(_run(rounds, build))


if __name__ == "__main__":
    main()
