"""Write the rows behind session cookies."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.lifetimes import MOST_STAFF_SESSIONS, Lifetime
from app.accounts.models import SignInSession

_LONGEST_USER_AGENT = 300


async def store_session(
    session: AsyncSession,
    *,
    token_hash: bytes,
    csrf_secret: str,
    data: dict[str, Any],
    account_id: int | None,
    is_staff: bool,
    lifetime: Lifetime,
    moment: datetime,
    user_agent: str,
    address: str,
) -> None:
    """A new session. Staff keep at most three; the one unused longest ends."""
    session.add(
        SignInSession(
            token_hash=token_hash,
            csrf_secret=csrf_secret,
            data=data,
            account_id=account_id,
            is_staff=is_staff,
            created_at=moment,
            last_seen_at=moment,
            idle_expires_at=moment + lifetime.idle,
            expires_at=moment + lifetime.absolute,
            user_agent=user_agent[:_LONGEST_USER_AGENT],
            address=address,
        )
    )
    await session.flush()
    if is_staff and account_id is not None:
        await _end_surplus(session, account_id)


async def _end_surplus(session: AsyncSession, account_id: int) -> None:
    kept = (
        select(SignInSession.token_hash)
        .where(SignInSession.account_id == account_id, SignInSession.is_staff)
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.created_at.desc())
        .limit(MOST_STAFF_SESSIONS)
    )
    await session.execute(
        delete(SignInSession).where(
            SignInSession.account_id == account_id,
            SignInSession.is_staff,
            SignInSession.token_hash.not_in(kept),
        )
    )


async def touch_session(
    session: AsyncSession, token_hash: bytes, *, moment: datetime, lifetime: Lifetime, expires_at: datetime
) -> None:
    """Note that the browser was here; the idle time starts anew, the absolute end stays."""
    await session.execute(
        update(SignInSession)
        .where(SignInSession.token_hash == token_hash)
        .values(last_seen_at=moment, idle_expires_at=min(moment + lifetime.idle, expires_at))
    )


async def change_session_data(session: AsyncSession, token_hash: bytes, data: dict[str, Any]) -> None:
    """Replace what the session remembers. A session that ended meanwhile stays ended."""
    await session.execute(
        update(SignInSession).where(SignInSession.token_hash == token_hash).values(data=data)
    )


async def purge_sessions(session: AsyncSession, moment: datetime) -> None:
    """Drop what is dead. For the schedule."""
    await session.execute(
        delete(SignInSession).where(
            (SignInSession.idle_expires_at < moment) | (SignInSession.expires_at < moment)
        )
    )
