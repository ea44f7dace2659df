"""`./shop doctor`: does every law of the shop hold?"""

import asyncio
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from app.core.settings import Settings
    from app.ops.law import Result


@click.command()
def command() -> None:
    """Check the shop's laws (stock, money, events, keys) on the data as it is; change nothing.

    Green: the law holds. Red: it does not, with the first rows that break it. Ends with 1 when any is red.
    """
    from app.cli.running.environment import open_shop
    from app.cli.running.migrations import pending

    with open_shop() as settings:
        missing = pending(settings.database_url)
        if missing:
            _row(False, "tables", f"{len(missing)} migrations are missing: run ./shop migrate")
            raise SystemExit(1)
        results = asyncio.run(_examine(settings))
    for result in results:
        _row(result.ok, result.code, result.title)
        for offender in result.offenders:
            click.echo(f"            {offender}")
    red = [result.code for result in results if not result.ok]
    click.echo(
        f"\n{len(results) - len(red)} laws hold, {len(red)} do not{': ' if red else ''}{', '.join(red)}."
    )
    raise SystemExit(1 if red else 0)


async def _examine(settings: "Settings") -> "list[Result]":
    from app.core.db import make_engine, make_sessionmaker
    from app.ops.invariants import check_all

    engine = make_engine(settings, limits=False)
    try:
        async with make_sessionmaker(engine)() as session:
            return await check_all(session)
    finally:
        await engine.dispose()


def _row(holds: bool, code: str, title: str) -> None:
    click.echo(
        f"  {click.style('green', fg='green') if holds else click.style('RED  ', fg='red')}  {code:<4} {title}"
    )
