"""Who may come in: one answer for every no, and the same work before it (I05)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import CredentialsAreWrong
from app.accounts.passwords import Passwords
from app.accounts.sign_in import sign_in
from app.core.settings import Settings
from tests.factories.accounts import PASSWORD, STAFF_PASSWORD, make_account, make_staff


@pytest.fixture
def passwords(settings: Settings) -> Passwords:
    return Passwords(settings)


@pytest.fixture
def runs(passwords: Passwords, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each argon2 run."""
    noted: list[str] = []
    verify: Callable[..., Any] = passwords._is_hash_of

    def counted(stored: str, password: str) -> bool:
        noted.append(stored)
        return bool(verify(stored, password))

    monkeypatch.setattr(passwords, "_is_hash_of", counted)
    return noted


@pytest.mark.parametrize(
    "login", ["ayesha@example.com", "AYESHA@Example.com", "0300 1234567", "+923001234567"]
)
async def test_by_email_or_by_mobile_number(db: AsyncSession, passwords: Passwords, login: str) -> None:
    account = await make_account(db, email="ayesha@example.com")
    account.phone = "+923001234567"
    await db.commit()
    assert (await sign_in(db, passwords, login=login, password=PASSWORD)).id == account.id


async def test_a_number_that_two_share_opens_neither(db: AsyncSession, passwords: Passwords) -> None:
    for _ in range(2):
        account = await make_account(db)
        account.phone = "+923001234567"
    await db.commit()
    with pytest.raises(CredentialsAreWrong):
        await sign_in(db, passwords, login="0300 1234567", password=PASSWORD)


@pytest.mark.parametrize("case", ["unknown", "wrong", "no password", "closed", "not staff", "rubbish", "nul"])
async def test_every_no_sounds_the_same_and_costs_the_same(
    db: AsyncSession, passwords: Passwords, runs: list[str], case: str
) -> None:
    account = await make_account(db, email="ayesha@example.com")
    login, password = account.email, PASSWORD
    if case == "unknown":
        login = "nobody@example.com"
    elif case == "rubbish":
        login = "' OR 1=1 --"
    elif case == "nul":
        login = "0" * 40
    elif case == "wrong":
        password = "not the password"
    elif case == "no password":
        account.password_hash = None
    elif case == "closed":
        account.is_active = False
    await db.commit()
    with pytest.raises(CredentialsAreWrong) as refused:
        await sign_in(db, passwords, login=login, password=password, staff=case == "not staff")
    assert refused.value.message == "Email or password is wrong."
    assert len(runs) == 1


async def test_staff_come_in_with_their_roles(db: AsyncSession, passwords: Passwords) -> None:
    staff = await make_staff(db, "orders")
    found = await sign_in(db, passwords, login=staff.email, password=STAFF_PASSWORD, staff=True)
    assert [role.name for role in found.roles] == ["orders"]


async def test_an_old_hash_is_renewed_on_the_way(db: AsyncSession, settings: Settings) -> None:
    account = await make_account(db)
    before = account.password_hash
    dearer = Passwords(settings.model_copy(update={"password_memory_kib": 16}))
    found = await sign_in(db, dearer, login=account.email, password=PASSWORD)
    assert found.password_hash != before
    assert not dearer.needs_rehash(found.password_hash or "")
    after = found.password_hash
    assert (await sign_in(db, dearer, login=account.email, password=PASSWORD)).password_hash == after
