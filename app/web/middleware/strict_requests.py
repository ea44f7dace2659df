"""Requests no browser of a customer sends are refused before anything reads them."""

import re
from urllib.parse import unquote_to_bytes

import structlog

from app.core.settings import Settings
from app.web.middleware.answer import answer
from app.web.middleware.asgi import App, Headers, Receive, Scope, Send
from app.web.origin import is_our_host

log = structlog.get_logger(__name__)

_LONGEST_ADDRESS = 8_000
_SEARCHES = {"/search", "/search/suggestions"}
"""Whatever is pasted into the search field gets a page: the query of these is read forgivingly, and cut."""
_LONGEST_SEARCH = 40_000
_MOST_HEADERS = 100
_MOST_KNOWN_HOSTS = 20
_MOST_HEADER_BYTES = 16_000
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_PLAIN = re.compile(rb"[A-Za-z0-9/._=&-]*")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class StrictRequests:
    """Checks method, length, host, and that path and query are clean UTF-8 without control characters."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self._known_hosts: set[bytes] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if refused := self._refusal(scope):
            status, sentence = refused
            log.info("request.refused", status=status, reason=sentence)
            await answer(send, status, sentence)
            return
        await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        path, query, headers = scope["path"], scope["query_string"], scope["headers"]
        raw_path = scope.get("raw_path") or path.encode("utf-8", "surrogateescape")
        size = sum(len(key) + len(value) for key, value in headers)
        is_search = path in _SEARCHES
        is_clean = _is_clean(raw_path) and (is_search or _is_clean(query))
        is_odd = not is_clean or "\N{REPLACEMENT CHARACTER}" in path
        longest = _LONGEST_SEARCH if is_search else _LONGEST_ADDRESS
        rules = (
            (scope["method"] not in _METHODS, 501, "This method is not supported."),
            (len(raw_path) + len(query) > longest, 414, "This address is too long."),
            (len(headers) > _MOST_HEADERS or size > _MOST_HEADER_BYTES, 431, "These headers are too large."),
            (is_odd, 400, "This address holds characters we cannot use."),
            (not (path.startswith("/health/") or self._is_for_us(headers)), 400, "This host is not ours."),
        )
        return next(((status, sentence) for is_broken, status, sentence in rules if is_broken), None)

    def _is_for_us(self, headers: Headers) -> bool:
        hosts = [value for key, value in headers if key == b"host"]
        if len(hosts) != 1:
            return False
        if hosts[0] in self._known_hosts:
            return True
        is_ours = is_our_host(self.settings, hosts[0].decode("latin-1"))
        if is_ours and len(self._known_hosts) < _MOST_KNOWN_HOSTS:
            self._known_hosts.add(hosts[0])
        return is_ours


def _is_clean(raw: bytes) -> bool:
    if _PLAIN.fullmatch(raw):
        return True
    plain = unquote_to_bytes(raw)
    if _CONTROL.search(plain):
        return False
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
