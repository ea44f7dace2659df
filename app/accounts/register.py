"""A customer makes an account."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import AccountCannotBeMade
from app.accounts.events import AccountRegistered
from app.accounts.models import Account
from app.accounts.password_rules import check_password
from app.accounts.passwords import Passwords
from app.accounts.queries import find_by_email
from app.core.outbox import record


async def register(
    session: AsyncSession,
    passwords: Passwords,
    *,
    email: str,
    name: str,
    password: str,
    phone: str | None = None,
) -> Account:
    """The new account, or the existing one when email and password are both right.

    An email that is taken raises AccountCannotBeMade with a sentence that fits a mistyped detail as well, after
    the same work (one argon2 run). A patient asker can still tell a taken email from a free one, because a free one
    succeeds; hiding that too needs "check your inbox" for everybody, which comes with verification by mail. The
    limit of five tries an hour for an address bounds what can be learnt until then.
    """
    check_password(password, email=email, name=name)
    known = await find_by_email(session, email)
    if known is not None:
        return await _same_person(passwords, known, password)
    hashed = await passwords.hash(password)
    account_id = await session.scalar(
        insert(Account)
        .values(email=email, name=name, phone=phone, password_hash=hashed)
        .on_conflict_do_nothing()
        .returning(Account.id)
    )
    made = await find_by_email(session, email)
    if made is None:
        raise AccountCannotBeMade
    if account_id is None:  # another request was faster
        return await _same_person(passwords, made, password)
    await record(session, AccountRegistered(made.id))
    return made


async def _same_person(passwords: Passwords, account: Account, password: str) -> Account:
    if await passwords.verify(account.password_hash, password) and account.is_active:
        return account
    raise AccountCannotBeMade
