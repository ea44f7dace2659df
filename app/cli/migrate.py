"""`./shop migrate`: bring the tables up to date."""

import click


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; end with 1 when migrations are missing.")
def command(check: bool) -> None:
    """Run the migrations that the database has not had. Safe to run again, and by two processes at once."""
    from app.cli.running.environment import open_shop
    from app.cli.running.migrations import pending, upgrade
    from app.cli.running.progress import Progress

    with open_shop() as settings:
        missing = pending(settings.database_url)
        if check:
            for step in missing:
                click.echo(f"missing  {step}")
            click.echo(f"{len(missing)} migrations are missing." if missing else "The tables are up to date.")
            raise SystemExit(1 if missing else 0)
        with Progress().step("Tables") as progress:
            upgrade(settings.database_url)
            progress.update(note=f"{len(missing)} migrations" if missing else "up to date")
