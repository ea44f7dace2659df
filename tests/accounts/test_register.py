"""Making an account."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.accounts.errors import AccountCannotBeMade, PasswordIsWeak
from app.accounts.models import Account
from app.accounts.passwords import Passwords
from app.accounts.register import register
from app.core.db import in_transaction, make_sessionmaker
from app.core.outbox import OutboxEvent
from app.core.settings import Settings
from tests.factories.accounts import PASSWORD, make_account

WHO = {"email": "ayesha@example.com", "name": "Ayesha Khan", "password": PASSWORD}


@pytest.fixture
def passwords(settings: Settings) -> Passwords:
    return Passwords(settings)


async def test_a_new_customer_is_announced_once(db: AsyncSession, passwords: Passwords) -> None:
    account = await register(db, passwords, **WHO)
    await db.commit()
    assert (account.email, account.name, account.email_verified_at) == (
        "ayesha@example.com",
        "Ayesha Khan",
        None,
    )
    assert await passwords.verify(account.password_hash, PASSWORD)
    events = (await db.scalars(select(OutboxEvent))).all()
    assert [(event.type, event.payload) for event in events] == [
        ("AccountRegistered", {"account_id": account.id})
    ]


async def test_the_same_person_again_gets_their_account(db: AsyncSession, passwords: Passwords) -> None:
    first = await register(db, passwords, **WHO)
    await db.commit()
    again = await register(db, passwords, **(WHO | {"name": "Somebody Else"}))
    await db.commit()
    assert again.id == first.id
    assert again.name == "Ayesha Khan"
    assert await db.scalar(select(func.count()).select_from(OutboxEvent)) == 1


async def test_a_taken_email_is_refused_without_saying_that_it_is_taken(
    db: AsyncSession, passwords: Passwords
) -> None:
    await make_account(db, email=WHO["email"])
    with pytest.raises(AccountCannotBeMade) as refused:
        await register(db, passwords, **(WHO | {"password": "another good one"}))
    assert "with these details" in refused.value.message
    assert WHO["email"] not in refused.value.message


async def test_a_closed_account_is_not_opened_again(db: AsyncSession, passwords: Passwords) -> None:
    account = await make_account(db, email=WHO["email"])
    account.is_active = False
    await db.commit()
    with pytest.raises(AccountCannotBeMade):
        await register(db, passwords, **WHO)


async def test_a_weak_password_makes_nothing(db: AsyncSession, passwords: Passwords) -> None:
    with pytest.raises(PasswordIsWeak):
        await register(db, passwords, **(WHO | {"password": "1234567890"}))
    assert await db.scalar(select(func.count()).select_from(Account)) == 0


async def test_ten_at_once_make_one_account(engine: AsyncEngine, passwords: Passwords) -> None:
    sessions = make_sessionmaker(engine)
    made = await asyncio.gather(
        *(in_transaction(sessions, lambda db: register(db, passwords, **WHO)) for _ in range(10))
    )
    assert len({account.id for account in made}) == 1
    async with sessions() as db:
        assert await db.scalar(select(func.count()).select_from(Account)) == 1
        assert await db.scalar(select(func.count()).select_from(OutboxEvent)) == 1


async def test_known_and_unknown_cost_one_argon2_run_each(
    db: AsyncSession, passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_account(db, email="known@example.com")
    runs: list[str] = []
    hasher = passwords._hasher

    class Counted:
        def hash(self, password: str) -> str:
            runs.append("hash")
            return hasher.hash(password)

        def verify(self, stored: str, password: str) -> bool:
            runs.append("verify")
            return hasher.verify(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Counted())
    await register(db, passwords, email="new@example.com", name="A B", password="some other password")
    with pytest.raises(AccountCannotBeMade):
        await register(db, passwords, email="known@example.com", name="A B", password="some other password")
    assert runs == ["hash", "verify"]
