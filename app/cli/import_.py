"""`./shop import FILE`: products from a CSV file."""

import asyncio
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from app.catalog.imports.problems import Sink
    from app.catalog.imports.run import Outcome
    from app.cli.running.progress import Step
    from app.core.settings import Settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option(
    "--dry-run", is_flag=True, help="Do everything, keep nothing: shows what an import would change."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every problem into this CSV file.",
)
def command(file: Path, dry_run: bool, report: Path | None) -> None:
    """Import the products of a CSV file in the layout that Shopify exports.

    Good rows go in; every bad one is reported with its number, column and reason, and the command ends with 1.
    The same file again changes nothing. Stopped midway, it can simply be run again.
    """
    from app.cli.filling.report import report_file
    from app.cli.running.environment import open_shop
    from app.cli.running.migrations import upgrade
    from app.cli.running.progress import Progress

    with open_shop() as settings, report_file(report) if report else nullcontext() as sink:
        upgrade(settings.database_url)
        with Progress().step(f"Reading {file.name}" if dry_run else f"Importing {file.name}") as step:
            outcome = asyncio.run(_bring_in(settings, file, dry_run, step, sink))
    _tell(outcome, dry_run, report)
    raise SystemExit(0 if outcome.is_clean else 1)


async def _bring_in(
    settings: "Settings", file: Path, dry_run: bool, step: "Step", sink: "Sink | None"
) -> "Outcome":
    from app.cli.filling.goods import bring_in
    from app.core.db import make_engine, make_sessionmaker

    engine = make_engine(settings, limits=False)
    try:
        return await bring_in(
            make_sessionmaker(engine),
            settings,
            file,
            is_rehearsal=dry_run,
            progress=step.update,
            sink=sink,
        )
    finally:
        await engine.dispose()


def _tell(outcome: "Outcome", dry_run: bool, report: Path | None) -> None:
    from app.cli.filling.report import SHOWN, problem_table, show

    lead = "Nothing was kept. It would be" if dry_run else "Products"
    click.echo(
        f"{lead}: {outcome.created:,} new, {outcome.changed:,} changed, {outcome.unchanged:,} the same; "
        f"{outcome.rows:,} rows read, {outcome.bad_rows:,} bad, {outcome.ignored_cells:,} cells left out."
    )
    if outcome.unused_columns:
        click.echo(f"Columns the shop does not use: {', '.join(outcome.unused_columns)}.")
    bad = [problem for problem in outcome.problems if not problem.is_ignored]
    rest = [problem for problem in outcome.problems if problem.is_ignored]
    for heading, problems in (("Rows that stayed out", bad), ("Cells that were left out", rest)):
        if problems:
            click.echo(f"\n{heading}:")
            show(problem_table(problems))
    if len(bad) > SHOWN or len(rest) > SHOWN:
        where = f"All are in {report}." if report else "--report FILE.csv writes down all of them."
        click.echo(f"These are the first {SHOWN}. {where}")
