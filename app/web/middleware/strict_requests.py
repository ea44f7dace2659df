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
_MOST_HEADERS = 100
_MOST_HEADER_BYTES = 16_000
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class StrictRequests:
    """Checks method, length, host, and that path and query are clean UTF-8 without control characters."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if refused := self._refusal(scope):
            status, sentence = refused
            log.info("request.refused", status=status, reason=sentence)
            await answer(send, status, sentence)
            return
        await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        raw_path = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogateescape")
        query = scope["query_string"]
        headers = scope["headers"]
        if scope["method"] not in _METHODS:
            return 501, "This method is not supported."
        if len(raw_path) + len(query) > _LONGEST_ADDRESS:
            return 414, "This address is too long."
        if len(headers) > _MOST_HEADERS or sum(len(k) + len(v) for k, v in headers) > _MOST_HEADER_BYTES:
            return 431, "These headers are too large."
        if not (_is_clean(raw_path) and _is_clean(query)) or "\N{REPLACEMENT CHARACTER}" in scope["path"]:
            return 400, "This address holds characters we cannot use."
        if not scope["path"].startswith("/health/") and not self._is_for_us(headers):
            return 400, "This host is not ours."
        return None

    def _is_for_us(self, headers: Headers) -> bool:
        hosts = [value for key, value in headers if key == b"host"]
        return len(hosts) == 1 and is_our_host(self.settings, hosts[0].decode("latin-1"))


def _is_clean(raw: bytes) -> bool:
    plain = unquote_to_bytes(raw)
    if _CONTROL.search(plain):
        return False
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
