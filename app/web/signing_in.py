"""What both doors share: the session of somebody who has just proved who they are."""

from app.accounts.models import Account
from app.web.visit import ShopRequest


async def begin_signed_in(
    request: ShopRequest, account: Account, *, staff: bool = False, keep: bool = True
) -> None:
    """A new session token for this person; whatever session the browser had before is over."""
    session = request.visit.session
    await session.load()
    session.sign_in(account.id, staff=staff, keep=keep)
