"""`./shop index`: the search index."""

import asyncio
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from app.cli.running.progress import Step
    from app.core.settings import Settings
    from app.search.drift import Drift
    from app.search.rebuild import Rebuilt


@click.group()
def command() -> None:
    """The search index: build it anew, or see whether it is in step with the catalogue."""


@command.command()
def rebuild() -> None:
    """Build the index beside the one in use, then swap. Searches go on; killed midway, nothing has changed."""
    from app.cli.running.environment import open_shop
    from app.cli.running.migrations import upgrade
    from app.cli.running.progress import Progress

    with open_shop() as settings:
        upgrade(settings.database_url)
        with Progress().step("Search index") as step:
            made = asyncio.run(_rebuild(settings, step))
            step.update(note=f"{made.products:,} products, {made.words:,} words")


@command.command()
def check() -> None:
    """Compare the index with the catalogue; change nothing. Ends with 1 when they differ."""
    from app.cli.running.environment import open_shop

    with open_shop() as settings:
        drift = asyncio.run(_drift(settings))
    for kind, ids in (("missing", drift.missing), ("extra", drift.extra), ("stale", drift.stale)):
        if ids:
            click.echo(f"{kind:<8} {len(ids):,} products: {', '.join(map(str, ids[:20]))}")
    click.echo("The index differs: run ./shop index rebuild" if drift else "The index is in step.")
    raise SystemExit(1 if drift else 0)


async def _rebuild(settings: "Settings", step: "Step") -> "Rebuilt":
    from app.core.db import make_engine, make_sessionmaker
    from app.search.engines import Meilisearch
    from app.search.rebuild import rebuild as build

    engine = make_engine(settings, limits=False)
    try:
        made = await build(engine, step.update)
        if settings.meilisearch_url:
            step.update(note="Meilisearch")
            async with make_sessionmaker(engine)() as session, Meilisearch(settings) as other:
                await other.rebuild(session)
        return made
    finally:
        await engine.dispose()


async def _drift(settings: "Settings") -> "Drift":
    from app.core.db import make_engine, make_sessionmaker
    from app.search.drift import find_drift

    engine = make_engine(settings, limits=False)
    try:
        async with make_sessionmaker(engine)() as session:
            return await find_drift(session)
    finally:
        await engine.dispose()
