"""Begins a request's visit and ends its transaction: committed before the first byte, or not at all."""

import asyncio
from typing import Any, cast

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.core.outbox import HEARD
from app.core.redis import REDIS_DOWN
from app.ops.stale_pages import stale_tags
from app.web.client_address import client_address
from app.web.cookies import SESSION, read_cookies
from app.web.errors import answer_error
from app.web.machines import Machines
from app.web.middleware.answer import answer
from app.web.middleware.asgi import App, Headers, Message, Receive, Scope, Send
from app.web.sessions import BrowserSession
from app.web.transaction import Transaction
from app.web.visit import ONLY_READS, ShopRequest, Visit, begin_visit

log = structlog.get_logger(__name__)


class Commit:
    """Wraps the application closest. A commit that fails turns the answer into the error page it deserves."""

    def __init__(self, app: App, machines: Machines) -> None:
        self.app = app
        self.machines = machines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        visit = self._visit(scope)
        begin_visit(scope, visit)
        ending = _Ending(visit, scope, receive, send)
        HEARD.set([] if visit.machines.pages.is_on else None)
        try:
            await self.app(scope, receive, ending.send)
        except Exception:
            if ending.has_begun:
                raise
            log.exception("request.failed_outside")
            await answer(send, 500, "Something broke on our side. Try again in a minute.")
        finally:
            await asyncio.shield(visit.transaction.close())

    def _visit(self, scope: Scope) -> Visit:
        headers = scope["headers"]
        settings = self.machines.settings
        cookies = read_cookies(settings, headers)
        reading = self.machines.reading if scope["state"].get(ONLY_READS) else None
        transaction = Transaction(self.machines.sessions, reading)
        peer = scope.get("client")
        address = client_address(
            peer[0] if peer else None, _header(headers, b"x-forwarded-for"), settings.trusted_proxies
        )
        session = BrowserSession(
            settings,
            transaction,
            cookies.get(SESSION),
            user_agent=_printable(_header(headers, b"user-agent")),
            address=address,
        )
        request_id = str(scope["state"]["request_id"])
        return Visit(request_id, address, self.machines, transaction, session, cookies)


class _Ending:
    """The way out of one request."""

    def __init__(self, visit: Visit, scope: Scope, receive: Receive, send: Send) -> None:
        self._visit = visit
        self._scope = scope
        self._receive = receive
        self._send = send
        self._is_replaced = False
        self.has_begun = False

    async def send(self, message: Message) -> None:
        """The application's messages, the first one only after the commit."""
        if self._is_replaced:
            return
        if message["type"] == "http.response.start":
            try:
                await self._commit()
            except Exception as error:
                await self._replace(error)
                return
            self._add_cookies(message)
            self.has_begun = True
        await self._send(message)

    async def _commit(self) -> None:
        visit = self._visit
        if cookie := await visit.session.save():
            visit.set_cookies.append(cookie)
        await visit.transaction.commit()
        if heard := HEARD.get():
            await self._drop_pages(heard)

    async def _drop_pages(self, heard: list[tuple[str, dict[str, Any]]]) -> None:
        """What this request changed is new on the very next page; the worker tells it again, should this fail."""
        machines = self._visit.machines
        try:
            async with machines.sessions() as session:
                tags = await stale_tags(session, heard)
            await machines.pages.drop(tags)
        except (*REDIS_DOWN, SQLAlchemyError) as error:
            log.warning("pages.not_dropped", error=type(error).__name__)

    async def _replace(self, error: Exception) -> None:
        """Nothing was stored, so the page that says otherwise must not go out."""
        self._is_replaced = True
        visit = self._visit
        await visit.transaction.roll_back()
        visit.session.undo()
        visit.set_cookies.clear()
        scope, receive, send = cast(Any, (self._scope, self._receive, self._send))
        request = ShopRequest(scope, receive, send)
        response: Any = answer_error(request, error).to_asgi_response(app=None, request=request)
        self.has_begun = True
        await response(scope, receive, send)

    def _add_cookies(self, message: Any) -> None:
        if self._visit.set_cookies:
            kept = [(key, value) for key, value in message["headers"] if key.lower() != b"cache-control"]
            cookies = [(b"set-cookie", cookie.encode()) for cookie in self._visit.set_cookies]
            message["headers"] = [*kept, (b"cache-control", b"private, no-store"), *cookies]


def _header(headers: Headers, name: bytes) -> str:
    return ",".join(value.decode("latin-1") for key, value in headers if key == name)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
