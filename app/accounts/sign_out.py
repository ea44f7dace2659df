"""End sessions."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import SignInSession


async def sign_out(session: AsyncSession, token_hash: bytes) -> None:
    """End one session. Its token opens nothing any more."""
    await session.execute(delete(SignInSession).where(SignInSession.token_hash == token_hash))


async def sign_out_everywhere(session: AsyncSession, account_id: int, *, but: bytes | None = None) -> None:
    """End all sessions of a person but the one at hand: after a new password, a role change, a closed account."""
    ended = delete(SignInSession).where(SignInSession.account_id == account_id)
    if but is not None:
        ended = ended.where(SignInSession.token_hash != but)
    await session.execute(ended)
