"""People for tests."""

import itertools

from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.accounts.passwords import Passwords
from app.accounts.permissions import find_role, seed_roles
from app.core.audit import SHOP, audit
from app.core.settings import get_settings

PASSWORD = "green ink on paper"
STAFF_PASSWORD = "a drawer full of green ink"

_numbers = itertools.count(1)


async def make_account(
    db: AsyncSession, *, email: str = "", name: str = "Ayesha Khan", password: str = PASSWORD
) -> Account:
    """A customer who can sign in. Committed."""
    passwords = Passwords(get_settings())
    account = Account(
        email=email or f"customer{next(_numbers)}@example.com",
        name=name,
        password_hash=await passwords.hash(password),
        roles=[],
    )
    passwords.close()
    db.add(account)
    await db.commit()
    return account


async def make_staff(db: AsyncSession, role: str = "owner", *, email: str = "") -> Account:
    """Somebody with a role. Committed."""
    await seed_roles(db)
    account = await make_account(
        db, email=email or f"{role}{next(_numbers)}@example.com", name="Bilal Ahmed", password=STAFF_PASSWORD
    )
    found = await find_role(db, role)
    assert found is not None
    account.roles.append(found)
    audit(db, SHOP, "staff.create", "account", account.id, after={"role": role})
    await db.commit()
    return account
