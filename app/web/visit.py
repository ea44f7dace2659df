"""What one request carries from its first wrapper to its last."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any, cast

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.queries import SignedIn
from app.web.cookies import cookie_header
from app.web.machines import Machines
from app.web.sessions import BrowserSession
from app.web.transaction import Transaction

_KEY = "visit"
ONLY_READS = "only_reads"
"""In the state of a request whose page is made for everybody, and so cannot change anything."""


@dataclass(slots=True)
class Visit:
    """One request: its id, where it comes from, its transaction and its browser's session."""

    request_id: str
    address: str
    machines: Machines
    transaction: Transaction
    session: BrowserSession
    cookies: dict[str, str]
    """The shop's own cookies that came, by plain name."""
    set_cookies: list[str] = field(default_factory=list)
    form_pairs: list[tuple[str, str]] | None = None
    """The form as it was sent, once somebody has read it."""
    shell: Any = None
    """The frame of an error page (`app.web.shell.Shell`), loaded before the page itself must be made."""
    elsewhere: Any = None
    """Where a missing page may be found instead (`app.web.elsewhere.Elsewhere`), once that was looked up."""

    async def person(self) -> SignedIn | None:
        """Who is signed in."""
        await self.session.load()
        return self.session.account

    def set_cookie(self, name: str, value: str, *, max_age: int | None) -> None:
        """Send a cookie with the answer, whichever answer that will be."""
        self.set_cookies.append(cookie_header(self.machines.settings, name, value, max_age=max_age))


class ShopRequest(Request[None, None, State]):
    """The request as handlers see it."""

    @property
    def visit(self) -> Visit:
        """What the wrappers found out about it."""
        return visit_of(cast(MutableMapping[str, Any], self.scope))


def as_request(connection: ASGIConnection) -> ShopRequest:  # type: ignore[type-arg]
    """The request a guard was given. The application knows no other connections than these."""
    return cast(ShopRequest, connection)


def begin_visit(scope: MutableMapping[str, Any], visit: Visit) -> None:
    """Put it where handlers find it."""
    scope["state"][_KEY] = visit


def visit_of(scope: MutableMapping[str, Any]) -> Visit:
    """The visit of that request."""
    visit: Visit = scope["state"][_KEY]
    return visit


def is_for_everybody(request: ShopRequest) -> bool:
    """Whether the page is made to be kept, after a look at what was dropped."""
    return bool(request.scope["state"].get(ONLY_READS))


DbSession = NamedDependency[AsyncSession]
"""A handler's `db`: the request's one session."""
