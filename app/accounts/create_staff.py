"""Give somebody a place in the back office."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import RoleIsUnknown
from app.accounts.events import StaffCreated
from app.accounts.models import Account
from app.accounts.password_rules import SHORTEST_FOR_STAFF, check_password
from app.accounts.passwords import Passwords
from app.accounts.permissions import find_role
from app.accounts.queries import find_by_email
from app.accounts.sign_out import sign_out_everywhere
from app.core.audit import SHOP, Actor, audit
from app.core.clock import now
from app.core.outbox import record


async def create_staff(
    session: AsyncSession,
    passwords: Passwords,
    *,
    email: str,
    name: str,
    password: str,
    role: str,
    actor: Actor = SHOP,
) -> Account:
    """The account with that role and password: a new one, or the existing one changed (a repeat changes nothing).

    Raises RoleIsUnknown and PasswordIsWeak (15 characters at least). What a person may do has changed, so their
    sessions end.
    """
    wanted = await find_role(session, role)
    if wanted is None:
        raise RoleIsUnknown(role)
    check_password(password, email=email, name=name, shortest=SHORTEST_FOR_STAFF)
    account = await find_by_email(session, email)
    if account is None:
        account = Account(email=email.lower(), name=name, email_verified_at=now(), roles=[])
        session.add(account)
    was_staff = bool(account.roles)
    if not await passwords.verify(account.password_hash, password):
        account.password_hash = await passwords.hash(password)
    if wanted not in account.roles:
        account.roles.append(wanted)
    await session.flush()
    await sign_out_everywhere(session, account.id)
    audit(session, actor, "staff.create", "account", account.id, after={"role": role})
    if not was_staff:
        await record(session, StaffCreated(account.id))
    return account
