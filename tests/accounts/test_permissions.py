"""Roles: the matrix of the security reference, §4, row by row; deny by default."""

import pytest
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Role, RolePermission
from app.accounts.permissions import PERMISSIONS, ROLES, roles_that_may, seed_roles

ROLE_NAMES = ["owner", "manager", "catalogue", "orders", "finance", "support", "analyst"]
MATRIX = """
catalog.edit        x x x - - - -
prices.edit         x x - - - - -
stock.adjust        x x x - - - -
orders.view         x x - x x x -
orders.note         x x - x x x -
orders.fulfil       x x - x - - -
orders.edit         x x - x - - -
orders.cancel       x x - x - - -
refunds.small       x x - - x - -
refunds.large       x - - - x - -
payments.receive    x - - - x - -
returns.decide      x x - x - - -
returns.propose     x x - x - x -
customers.view      x x - x x x -
customers.contacts  x x - x x - -
customers.edit      x x - - - - -
customers.export    x - - - - - -
customers.erase     x - - - - - -
reports.stock       x x x - - - x
reports.orders      x x - x - - x
reports.money       x x - - x - x
events.replay       x x - - x - -
staff.manage        x - - - - - -
settings.edit       x - - - - - -
audit.view          x x - - x - -
content.edit        x x x - - - -
subscribers.view    x x - - - - -
reviews.moderate    x x x - - x -
dashboard.view      x x x x x x x
"""


def test_the_matrix() -> None:
    wanted = {}
    for line in MATRIX.strip().splitlines():
        permission, *marks = line.split()
        wanted[permission] = {role for role, mark in zip(ROLE_NAMES, marks, strict=True) if mark == "x"}
    assert {permission: set(roles) for permission, roles in PERMISSIONS.items()} == wanted
    assert list(ROLES) == ROLE_NAMES


async def granted(db: AsyncSession) -> dict[str, set[str]]:
    rows = await db.execute(
        select(RolePermission.permission, Role.name).join(Role, Role.id == RolePermission.role_id)
    )
    found: dict[str, set[str]] = {}
    for permission, role in rows:
        found.setdefault(permission, set()).add(role)
    return found


async def test_seeding_writes_exactly_that_and_twice_is_once(db: AsyncSession) -> None:
    await seed_roles(db)
    await seed_roles(db)
    await db.commit()
    assert await granted(db) == {permission: set(roles) for permission, roles in PERMISSIONS.items()}


async def test_what_staff_changed_stays_changed(db: AsyncSession) -> None:
    await seed_roles(db)
    await db.execute(delete(RolePermission).where(RolePermission.permission == "orders.cancel"))
    await db.commit()
    await seed_roles(db)
    await db.commit()
    assert "orders.cancel" not in await granted(db)


def test_a_refusal_can_name_who_may() -> None:
    assert roles_that_may("payments.receive") == ["Owner", "Finance"]
    with pytest.raises(KeyError):
        roles_that_may("everything")
