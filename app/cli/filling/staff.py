"""The demo's staff: one person a job, with passwords made for this one shop."""

import secrets
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.create_staff import create_staff
from app.accounts.models import AccountRole
from app.accounts.passwords import Passwords
from app.accounts.permissions import seed_roles
from app.cli.running.logins import Login
from app.core.settings import Settings

_STAFF = (
    ("owner", "owner@buy2enjoy.example", "Ayesha Malik"),
    ("manager", "manager@buy2enjoy.example", "Bilal Ahmed"),
    ("orders", "packer@buy2enjoy.example", "Sana Iqbal"),
)
_PASSWORD_BYTES = 15


async def hire_staff(
    session: AsyncSession, settings: Settings, new_password: Callable[[], str] | None = None
) -> list[Login]:
    """Make the roles, and the demo's staff in a shop that has none. Their logins; empty when there is staff already."""
    await seed_roles(session)
    if await session.scalar(select(AccountRole.account_id).limit(1)) is not None:
        return []
    make = new_password or (lambda: secrets.token_urlsafe(_PASSWORD_BYTES))
    passwords = Passwords(settings)
    logins = [Login(role, email, make()) for role, email, _ in _STAFF]
    for login, (role, email, name) in zip(logins, _STAFF, strict=True):
        await create_staff(session, passwords, email=email, name=name, password=login.password, role=role)
    return logins
