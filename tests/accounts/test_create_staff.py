"""Giving somebody a role."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.create_staff import create_staff
from app.accounts.errors import PasswordIsWeak, RoleIsUnknown
from app.accounts.models import Account
from app.accounts.passwords import Passwords
from app.accounts.permissions import seed_roles
from app.core.audit import AuditEntry
from app.core.outbox import OutboxEvent
from app.core.settings import Settings
from tests.factories.accounts import STAFF_PASSWORD, make_account
from tests.support.page import PageClient
from tests.support.signing_in import sign_in

WHO: dict[str, Any] = {"email": "Bilal@Example.com", "name": "Bilal Ahmed", "password": STAFF_PASSWORD}


@pytest.fixture
async def passwords(settings: Settings, db: AsyncSession) -> Passwords:
    await seed_roles(db)
    await db.commit()
    return Passwords(settings)


async def test_a_new_member_of_staff(db: AsyncSession, passwords: Passwords) -> None:
    account = await create_staff(db, passwords, **WHO, role="orders")
    await db.commit()
    assert account.email == "bilal@example.com"
    assert [role.name for role in account.roles] == ["orders"]
    assert [event.type for event in (await db.scalars(select(OutboxEvent))).all()] == ["StaffCreated"]
    entry = (await db.scalars(select(AuditEntry))).one()
    assert (entry.action, entry.object_id, entry.after) == (
        "staff.create",
        str(account.id),
        {"role": "orders"},
    )


async def test_twice_is_once_and_a_second_role_is_added(db: AsyncSession, passwords: Passwords) -> None:
    first = await create_staff(db, passwords, **WHO, role="orders")
    hashed = first.password_hash
    await db.commit()
    again = await create_staff(db, passwords, **WHO, role="orders")
    await db.commit()
    assert again.id == first.id
    assert again.password_hash == hashed
    both = await create_staff(db, passwords, **WHO, role="finance")
    await db.commit()
    assert {role.name for role in both.roles} == {"orders", "finance"}
    assert len((await db.scalars(select(OutboxEvent))).all()) == 1


async def test_a_customer_becomes_staff_and_is_signed_out(
    client: PageClient, db: AsyncSession, passwords: Passwords
) -> None:
    customer = await make_account(db, email="bilal@example.com")
    await sign_in(client, customer)
    staff = await create_staff(db, passwords, **WHO, role="owner")
    await db.commit()
    assert staff.id == customer.id
    assert await passwords.verify(staff.password_hash, STAFF_PASSWORD)
    assert (await client.get("/account", follow=False)).status == 303


async def test_what_is_refused(db: AsyncSession, passwords: Passwords) -> None:
    with pytest.raises(RoleIsUnknown):
        await create_staff(db, passwords, **WHO, role="admin")
    with pytest.raises(PasswordIsWeak, match="15"):
        await create_staff(db, passwords, **(WHO | {"password": "green ink pen"}), role="owner")
    assert (await db.scalars(select(Account))).all() == []
