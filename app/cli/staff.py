"""`./shop staff`: who works in the back office."""

import asyncio
import secrets
import sys

import click

from app.accounts.permissions import ROLES

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


@click.group()
def command() -> None:
    """Staff accounts of the back office."""


@command.command()
@click.option("--email", required=True, help="What they sign in with.")
@click.option("--name", required=True, help="Shown in the back office and in the history of orders.")
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="What they may do.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Make a staff account, or give an existing account the role and a new password.

    Without --password-stdin a password is made and printed once; nobody can read it later.
    """
    from app.accounts.email_addresses import normalise_email
    from app.cli.running.environment import open_shop
    from app.cli.running.migrations import upgrade

    address = normalise_email(email)
    if address is None:
        raise click.BadParameter(f"{email} is no email address.", param_hint="--email")
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _make_password()
    with open_shop() as settings:
        upgrade(settings.database_url)
        asyncio.run(_create(address, name, role, password))
    click.echo(f"{address} may sign in at /admin as {ROLES[role].lower()}.")
    if not password_stdin:
        click.echo(f"Password: {password}  (shown only now)")


async def _create(email: str, name: str, role: str, password: str) -> None:
    from app.accounts.create_staff import create_staff
    from app.accounts.passwords import Passwords
    from app.accounts.permissions import seed_roles
    from app.core.db import make_engine, make_sessionmaker
    from app.core.settings import get_settings

    settings = get_settings()
    passwords = Passwords(settings)
    engine = make_engine(settings)
    try:
        async with make_sessionmaker(engine).begin() as session:
            await seed_roles(session)
            await create_staff(session, passwords, email=email, name=name, password=password, role=role)
    finally:
        passwords.close()
        await engine.dispose()


def _make_password() -> str:
    """20 characters, some 99 bits, easy to read aloud."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))
