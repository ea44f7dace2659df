"""Public pages, served again ahead of routing to everybody without a session or a cart (decision 0005).

Only what a handler with `public=True` answers with 200 to a visitor who brought none of our cookies but the colours' is
ever kept; whatever else passes through untouched.
"""

import asyncio
from typing import Any

import structlog
from litestar import Litestar

from app.core.drop_log import Mark
from app.ops.stale_pages import CONTENT, LISTS, PRODUCTS, SHELVES
from app.web.encodings import accepted_codings
from app.web.kept_pages import FRESH, LARGEST, KeptPage, KeptPages, make_page
from app.web.machines import Machines
from app.web.middleware.asgi import App, Headers, Message, Receive, Scope, Send
from app.web.page_address import Asked, PageAddresses
from app.web.page_tags import begin_tags
from app.web.visit import ONLY_READS

log = structlog.get_logger(__name__)

_BROAD = (CONTENT, SHELVES, LISTS)
"""What a page is taken to be made of. A handler with `made_of=(…)` says it more narrowly."""
_FOR_EVERYBODY = b"public"
_FOR_ONE_BROWSER = b"private, no-cache"
"""How a page leaves that is the same for everybody with these colours: only we may give it to others."""
_WAIT_FOR_OTHERS = 1.0
_LOOK_AGAIN = 0.03
_LEFT_OUT = {b"content-length", b"content-encoding", b"vary", b"etag"}


class PageCache:
    """Sits inside the compression, which leaves its answers alone, and outside of everything that makes pages."""

    def __init__(self, app: App, litestar: Litestar, machines: Machines) -> None:
        self.app = app
        self.pages: KeptPages = machines.pages
        self._addresses = PageAddresses(litestar, machines.settings)
        self._flights: dict[str, asyncio.Future[KeptPage | None]] = {}
        self._refreshing: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        asked = self._addresses.asked(scope) if self.pages.is_on else None
        mark = await self.pages.look() if asked is not None else None
        if asked is None or mark is None:
            await self.app(scope, receive, send)
            return
        key = self.pages.name(asked)
        scope["query_string"] = asked.query
        page = self.pages.here(key) or await self.pages.shared(key)
        if page is None:
            made = await self._make_once(_Making(self.app, scope, receive, asked, key, mark))
            if isinstance(made, _Passed):
                await made.replay(send)
                return
            page = made
        else:
            scope["path_template"] = page.route  # for the access log
            if page.age > FRESH:
                self._refresh_behind(scope, asked, key)
            self.pages.compress_behind(page)
        await _send_page(page, scope, send)

    async def _make_once(self, making: "_Making") -> "KeptPage | _Passed":
        """Make it, or wait for whoever is making it: of many who ask together, one has it made."""
        key = making.key
        while (flight := self._flights.get(key)) is not None:
            page = await asyncio.shield(flight)
            if page is None:  # not a page to keep: everybody gets an own answer
                return await making.run()
            if not self.pages.is_over(page):
                return page
            making.mark = await self.pages.look() or making.mark
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        made: KeptPage | _Passed | None = None
        try:
            made = await self._make_locked(making)
            return made
        finally:
            del self._flights[key]
            flight.set_result(made if isinstance(made, KeptPage) else None)

    async def _make_locked(self, making: "_Making") -> "KeptPage | _Passed":
        """One process makes it; the others wait a moment for its copy, and then help themselves."""
        token = await self.pages.lock(making.key)
        if token is None:
            for _ in range(round(_WAIT_FOR_OTHERS / _LOOK_AGAIN)):
                await asyncio.sleep(_LOOK_AGAIN)
                if await self.pages.look() is None:
                    break
                if (page := await self.pages.shared(making.key)) is not None:
                    return page
                if (token := await self.pages.lock(making.key)) is not None:
                    making.mark = await self.pages.look() or making.mark
                    break
        try:
            made = await making.run()
            if isinstance(made, KeptPage):
                await self.pages.keep(made, is_plain=making.asked.is_plain)
            return made
        finally:
            if token is not None:
                await self.pages.unlock(making.key, token)

    def _refresh_behind(self, scope: Scope, asked: Asked, key: str) -> None:
        if key not in self._refreshing:
            self._refreshing.add(key)
            self.pages.do_behind(self._refresh(_copy_for_nobody(scope), asked, key))

    async def _refresh(self, scope: Scope, asked: Asked, key: str) -> None:
        """Make a page anew that is getting old, while its old copy is served."""
        token = None
        try:
            mark, token = await self.pages.look(), await self.pages.lock(key)
            if mark is None or token is None:
                return
            newer = await self.pages.shared(key)
            if newer is not None and newer.age < FRESH:
                return
            made = await _Making(self.app, scope, _nothing, asked, key, mark).run()
            if isinstance(made, KeptPage):
                await self.pages.keep(made, is_plain=True)
            elif made.status < 500:
                self.pages.forget(key)
        except Exception as error:
            log.warning("pages.refresh_failed", path=scope["path"], error=type(error).__name__)
        finally:
            self._refreshing.discard(key)
            if token is not None:
                await self.pages.unlock(key, token)


class _Making:
    """One run of the application for a page that may be kept."""

    def __init__(self, app: App, scope: Scope, receive: Receive, asked: Asked, key: str, mark: Mark) -> None:
        self.app = app
        self.scope = scope
        self.receive = receive
        self.asked = asked
        self.key = key
        self.mark = mark

    async def run(self) -> "KeptPage | _Passed":
        """The page, or the answer as it is when it is none to keep."""
        tags = begin_tags()
        self.scope["state"][ONLY_READS] = True
        passed = _Passed()
        await self.app(self.scope, self.receive, passed.hear)
        body = passed.body
        if body is None or not self._may_be_kept(passed.start["headers"], passed.status, len(body)):
            return passed
        handler = self.scope["route_handler"]
        tags.update(handler.opt.get("made_of", _BROAD), (PRODUCTS,))
        headers = [pair for pair in passed.start["headers"] if pair[0].lower() not in _LEFT_OUT]
        vary = [value for name, value in passed.start["headers"] if name.lower() == b"vary"]
        headers.append((b"vary", b", ".join([*vary, b"Accept-Encoding"])))
        return make_page(self.key, self.mark, tags, self.scope.get("path_template", ""), headers, body)

    def _may_be_kept(self, headers: Headers, status: int, size: int) -> bool:
        handler = self.scope.get("route_handler")
        opt: dict[str, Any] = handler.opt if handler is not None else {}
        present = {name.lower(): value for name, value in headers}
        control = present.get(b"cache-control", b"")
        return (
            status == 200
            and bool(opt.get("public"))
            and opt.get("kept", True)
            and "referrer" not in opt
            and size <= LARGEST
            and present.get(b"content-type", b"").startswith(b"text/html")
            and not present.keys() & {b"set-cookie", b"content-encoding"}
            and (
                control.startswith(_FOR_EVERYBODY) or (bool(self.asked.theme) and control == _FOR_ONE_BROWSER)
            )
        )


class _Passed:
    """An answer that was heard to its end, to be sent as it is."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def hear(self, message: Message) -> None:
        """The application's messages."""
        self.messages.append(message)

    async def replay(self, send: Send) -> None:
        """All of them, to whoever asked."""
        for message in self.messages:
            await send(message)

    @property
    def start(self) -> Message:
        """The message with status and headers."""
        return self.messages[0]

    @property
    def status(self) -> int:
        """Its status; 0 when there was no answer."""
        return int(self.messages[0]["status"]) if self.messages else 0

    @property
    def body(self) -> bytes | None:
        """Its body, if it came in one piece."""
        pieces = self.messages[1:]
        is_one = len(pieces) == 1 and not pieces[0].get("more_body")
        return bytes(pieces[0].get("body", b"")) if is_one else None


async def _send_page(page: KeptPage, scope: Scope, send: Send) -> None:
    """The page in the coding that suits, or 304 to whoever has it."""
    accepted = known = ""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            accepted = value.decode("latin-1")
        elif name == b"if-none-match":
            known = value.decode("latin-1")
    if known and (known.strip() == "*" or page.digest in known):
        tag = (b"etag", f'"{page.digest}"'.encode())
        kept = [pair for pair in page.headers if pair[0].lower() != b"content-type"]
        await send({"type": "http.response.start", "status": 304, "headers": [*kept, tag]})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    body, coding = page.body(accepted_codings(accepted))
    own = [
        (b"content-length", str(len(body)).encode()),
        (b"etag", f'"{page.digest}{"-" if coding else ""}{coding.decode()}"'.encode()),
        *([(b"content-encoding", coding)] if coding else []),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": [*page.headers, *own]})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _copy_for_nobody(scope: Scope) -> Scope:
    """The same question without whatever the browser said of itself and of what it has."""
    kept = {b"host", b"cookie", b"x-forwarded-for"}
    state = {"request_id": scope["state"]["request_id"]}
    fresh = {name: value for name, value in scope.items() if name in _OF_A_REQUEST}
    headers = [pair for pair in scope["headers"] if pair[0] in kept]
    return {**fresh, "method": "GET", "headers": headers, "state": {**_inherited(scope), **state}}


_OF_A_REQUEST = {
    *("type", "asgi", "http_version", "scheme", "path", "raw_path", "query_string", "root_path"),
    *("client", "server", "extensions"),
}


def _inherited(scope: Scope) -> dict[str, Any]:
    """What the server puts into the state of each request (the process's own, from its start)."""
    return {name: value for name, value in scope["state"].items() if name != "visit"}


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
