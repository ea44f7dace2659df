"""A browser's session: a row in PostgreSQL behind a cookie, read when asked for and written only when changed.

A token chosen by the client is never taken over: what is not in the table is nobody's session. Signing in, signing out
and every change of rights make a new token and delete the old row. What happens here is written when the answer
begins, in the request's own transaction.
"""

from datetime import timedelta
from typing import Any

from app.accounts.lifetimes import Lifetime, lifetime_of
from app.accounts.queries import SignedIn, StoredSession, find_session
from app.accounts.session_tokens import hash_token, is_well_formed, new_token
from app.accounts.sign_out import sign_out
from app.accounts.store_session import change_session_data, store_session, touch_session
from app.core.clock import now
from app.core.settings import Settings
from app.web import csrf_token
from app.web.cookies import SESSION, cookie_header
from app.web.transaction import Transaction


class BrowserSession:
    """Call `load()` before anything else; a request without the cookie costs no query."""

    def __init__(
        self,
        settings: Settings,
        transaction: Transaction,
        token: str | None,
        *,
        user_agent: str,
        address: str,
    ) -> None:
        self._settings = settings
        self._transaction = transaction
        self._token = token if token and is_well_formed(token) else ""
        self._user_agent = user_agent
        self._address = address
        self._is_loaded = False
        self._stored: StoredSession | None = None
        self._forget_changes()

    def _forget_changes(self) -> None:
        stored = self._stored
        self._data: dict[str, Any] = dict(stored.data) if stored else {}
        self._csrf_secret = stored.csrf_secret if stored else ""
        self._account_id = stored.account.account_id if stored and stored.account else None
        self._is_staff = stored.is_staff if stored else False
        self._new_token = ""
        self._is_ended = False

    async def load(self) -> None:
        """Find the row, once."""
        if self._is_loaded:
            return
        if self._token:
            self._stored = await find_session(self._transaction.session(), hash_token(self._token), now())
            self._forget_changes()
        self._is_loaded = True

    @property
    def exists(self) -> bool:
        """Whether the browser has a live session, or gets one with this answer."""
        return bool(self._new_token) or (self._stored is not None and not self._is_ended)

    @property
    def account(self) -> SignedIn | None:
        """Who is signed in, as the request came."""
        return self._stored.account if self._stored and not self._is_ended else None

    @property
    def name(self) -> str:
        """What tells this session (or its person) from others in a rate limit; empty without one."""
        if self.account is not None:
            return f"account-{self.account.account_id}"
        return self._stored.token_hash.hex()[:32] if self._stored else ""

    @property
    def data(self) -> dict[str, Any]:
        """What the session remembers: plain JSON. Only ids and messages belong here."""
        return self._data

    def ensure(self) -> None:
        """Begin a session if there is none. A token in a form and a message need one; looking at pages does not."""
        if not self.exists:
            self._begin()

    def csrf_token(self) -> str:
        """A token for a form, bound to this session; begins one when needed."""
        self.ensure()
        return csrf_token.mask(self._csrf_secret)

    def is_csrf_token(self, token: str) -> bool:
        """Whether the token was made for this very session."""
        return bool(self._csrf_secret) and csrf_token.is_from(self._csrf_secret, token)

    def sign_in(self, account_id: int, *, staff: bool = False, keep: bool = True) -> None:
        """A new token for a known person. Messages come along, nothing else of the old session does."""
        flashes = self._data.get("flash")
        self._begin()
        self._account_id = account_id
        self._is_staff = staff
        self._data = {"keep": keep} | ({"flash": flashes} if flashes else {})

    def renew(self) -> None:
        """A new token for the same person, after a change of password or rights."""
        account_id, is_staff, data = self._account_id, self._is_staff, self._data
        self._begin()
        self._account_id, self._is_staff, self._data = account_id, is_staff, data

    def end(self) -> None:
        """Nobody is signed in any more; the row goes and so does the cookie."""
        self._new_token = ""
        self._is_ended = True
        self._data = {}

    def undo(self) -> None:
        """Back to what the request came with: its transaction was rolled back."""
        self._forget_changes()

    def _begin(self) -> None:
        self._new_token = new_token()
        self._csrf_secret = csrf_token.new_secret()
        self._account_id = None
        self._is_staff = False
        self._data = {}
        self._is_ended = self._stored is not None

    async def save(self) -> str | None:
        """Write what changed. The `Set-Cookie` value that belongs to it, if any."""
        if self._stored is not None and self._is_ended:
            await sign_out(self._transaction.session(), self._stored.token_hash)
        if self._new_token:
            return await self._store_new()
        if self._is_ended:
            return cookie_header(self._settings, SESSION, "", max_age=0)
        return await self._save_old()

    @property
    def _lifetime(self) -> Lifetime:
        return lifetime_of(
            signed_in=self._account_id is not None,
            is_staff=self._is_staff,
            is_kept=self._data.get("keep", True),
        )

    async def _store_new(self) -> str:
        await store_session(
            self._transaction.session(),
            token_hash=hash_token(self._new_token),
            csrf_secret=self._csrf_secret,
            data=self._data,
            account_id=self._account_id,
            is_staff=self._is_staff,
            lifetime=self._lifetime,
            moment=now(),
            user_agent=self._user_agent,
            address=self._address,
        )
        return self._cookie(self._new_token, self._lifetime.idle)

    async def _save_old(self) -> str | None:
        stored = self._stored
        if stored is None:
            return None
        if self._data != stored.data:
            await change_session_data(self._transaction.session(), stored.token_hash, self._data)
        moment = now()
        if moment - stored.last_seen_at < self._lifetime.touch_after:
            return None
        await touch_session(
            self._transaction.session(),
            stored.token_hash,
            moment=moment,
            lifetime=self._lifetime,
            expires_at=stored.expires_at,
        )
        return self._cookie(self._token, min(self._lifetime.idle, stored.expires_at - moment))

    def _cookie(self, token: str, idle: timedelta) -> str:
        is_kept = self._data.get("keep", True)
        seconds = int(idle.total_seconds()) if is_kept else None
        return cookie_header(self._settings, SESSION, token, max_age=seconds)
