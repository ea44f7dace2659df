"""Every SELECT about people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, String, case, cast, distinct, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from app.accounts.models import Account, AccountRole, Role, RolePermission, SignInSession

_A_FEW = 20


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a session belongs to. Roles and permissions are empty unless it was opened at the staff door."""

    account_id: int
    name: str
    email: str
    roles: tuple[str, ...]
    permissions: frozenset[str]

    @property
    def is_staff(self) -> bool:
        """Whether the back office is open to them in this session."""
        return bool(self.roles)


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A live session as one query finds it."""

    token_hash: bytes
    csrf_secret: str
    data: dict[str, Any]
    is_staff: bool
    last_seen_at: datetime
    expires_at: datetime
    account: SignedIn | None


async def find_session(session: AsyncSession, token_hash: bytes, moment: datetime) -> StoredSession | None:
    """The session of that token if it is still alive at `moment`, with its person and what they may do.

    A closed account, or staff without any role left, counts as nobody.
    """
    found = await session.execute(
        select(SignInSession, Account, _roles(), _permissions())
        .outerjoin(Account, (Account.id == SignInSession.account_id) & Account.is_active)
        .where(
            SignInSession.token_hash == token_hash,
            SignInSession.idle_expires_at > moment,
            SignInSession.expires_at > moment,
        )
    )
    row = found.one_or_none()
    if row is None:
        return None
    stored, account, roles, permissions = row
    person = None
    if account is not None and (roles or not stored.is_staff):
        person = SignedIn(account.id, account.name, account.email, tuple(roles), frozenset(permissions))
    return StoredSession(
        stored.token_hash,
        stored.csrf_secret,
        dict(stored.data),
        stored.is_staff,
        stored.last_seen_at,
        stored.expires_at,
        person,
    )


def _roles() -> Any:
    names = (
        select(func.array_agg(Role.name))
        .join(AccountRole, AccountRole.role_id == Role.id)
        .where(AccountRole.account_id == SignInSession.account_id)
        .scalar_subquery()
    )
    return _only_for_staff(names)


def _permissions() -> Any:
    names = (
        select(func.array_agg(distinct(RolePermission.permission)))
        .join(AccountRole, AccountRole.role_id == RolePermission.role_id)
        .where(AccountRole.account_id == SignInSession.account_id)
        .scalar_subquery()
    )
    return _only_for_staff(names)


def _only_for_staff(names: Any) -> Any:
    empty = cast(literal("{}"), ARRAY(String))
    return func.coalesce(case((SignInSession.is_staff, names), else_=empty), empty)


async def find_by_email(session: AsyncSession, email: str) -> Account | None:
    """The account of that email, with its roles; one query whether or not there is one, so timing tells nothing."""
    found = await session.execute(
        select(Account).where(Account.email == email.lower()).options(joinedload(Account.roles))
    )
    return found.unique().scalar_one_or_none()


async def find_by_phone(session: AsyncSession, phone: str) -> Account | None:
    """The one account with that E.164 number, with its roles; None when several share it."""
    found = await session.execute(
        select(Account).where(Account.phone == phone).options(joinedload(Account.roles)).limit(_A_FEW)
    )
    accounts = found.unique().scalars().all()
    return accounts[0] if len(accounts) == 1 else None


async def find_account(session: AsyncSession, account_id: int) -> Account | None:
    """The account of that id."""
    return await session.get(Account, account_id)
