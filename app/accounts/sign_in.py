"""Find out whether somebody is who they say."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import CredentialsAreWrong
from app.accounts.models import Account
from app.accounts.passwords import Passwords
from app.accounts.phones import normalise_phone
from app.accounts.queries import find_by_email, find_by_phone


async def sign_in(
    session: AsyncSession, passwords: Passwords, *, login: str, password: str, staff: bool = False
) -> Account:
    """The account of that email or mobile number, with its roles.

    Raises CredentialsAreWrong for every reason alike, after one argon2 run in each case. `staff` asks for a role.
    A hash made with older parameters is renewed on the way.
    """
    phone = None if "@" in login else normalise_phone(login)
    account = await (find_by_phone(session, phone) if phone else find_by_email(session, login))
    stored = account.password_hash if account else None
    if not await passwords.verify(stored, password) or account is None or stored is None:
        raise CredentialsAreWrong
    if not account.is_active or (staff and not account.roles):
        raise CredentialsAreWrong
    if passwords.needs_rehash(stored):
        account.password_hash = await passwords.hash(password)
    return account
