"""Whose history of viewed products a request is about."""

from app.accounts.session_tokens import hash_token, is_well_formed, new_token
from app.catalog.forget_views import KEPT_FOR
from app.catalog.view_queries import Viewer
from app.web.cookies import HISTORY, read_cookies
from app.web.visit import ShopRequest


def visitor_hash(request: ShopRequest) -> bytes | None:
    """Hash of the browser's history cookie, if it has one. No other page or cache ever reads that cookie."""
    token = read_cookies(request.visit.machines.settings, request.scope["headers"], (HISTORY,)).get(HISTORY)
    return hash_token(token) if token is not None and is_well_formed(token) else None


async def history_viewer(request: ShopRequest) -> Viewer:
    """The signed-in person, else the browser with a history cookie, else nobody."""
    person = await request.visit.person()
    if person is not None:
        return Viewer(account_id=person.account_id)
    return Viewer(visitor_hash=visitor_hash(request))


async def ensure_history_viewer(request: ShopRequest) -> Viewer:
    """The same, for remembering something: a browser without a history cookie gets one."""
    viewer = await history_viewer(request)
    if viewer.is_known:
        return viewer
    token = new_token()
    request.visit.set_cookie(HISTORY, token, max_age=int(KEPT_FOR.total_seconds()))
    return Viewer(visitor_hash=hash_token(token))


def drop_history_cookie(request: ShopRequest) -> None:
    """The browser's history was cleared, or went into an account."""
    if visitor_hash(request) is not None:
        request.visit.set_cookie(HISTORY, "", max_age=0)
