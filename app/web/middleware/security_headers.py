"""The headers that every answer carries, pages, redirects, errors and files alike (security reference, §2)."""

from functools import lru_cache
from urllib.parse import urlsplit

from app.core.settings import Settings
from app.web.middleware.asgi import App, Headers, Message, Receive, Scope, Send

_PAGE_SOURCES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "media-src 'self'",
    "frame-src 'none'",
    "worker-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
_REPORTS = ("report-uri /csp-report", "report-to csp")
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
_PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "publickey-credentials-get=(self), screen-wake-lock=(), usb=(), xr-spatial-tracking=(), browsing-topics=()"
)

REFERRER_POLICY = "strict-origin-when-cross-origin"


def page_policy(settings: Settings) -> str:
    """The Content-Security-Policy of pages. Development speaks plain http, so it must not upgrade requests."""
    pictures = ("img-src 'self' data:" + _origin(settings.media_base_url),)
    upgrade = () if settings.insecure_cookies else ("upgrade-insecure-requests",)
    return "; ".join((*_PAGE_SOURCES, *pictures, *upgrade, *_REPORTS))


def _origin(address: str) -> str:
    """The one other origin that pictures may come from: the CDN's, without its path. Empty when there is none."""
    parts = urlsplit(address)
    return f" {parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} and parts.netloc else ""


class SecurityHeaders:
    """Adds what the answer has not set itself. A route's `referrer` option changes that one policy for the route."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.page_policy = page_policy(settings)
        self.everywhere = {
            "reporting-endpoints": 'csp="/csp-report"',
            "x-content-type-options": "nosniff",
            "permissions-policy": _PERMISSIONS,
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "x-frame-options": "DENY",
            "cache-control": "private, no-store",
        }
        if not settings.insecure_cookies:
            self.everywhere["strict-transport-security"] = "max-age=63072000; includeSubDomains; preload"
        self._for_pages = self._encoded(self.page_policy)
        self._for_data = self._encoded(_DATA_POLICY)

    def _encoded(self, policy: str) -> tuple[tuple[bytes, bytes], ...]:
        wanted = {**self.everywhere, "content-security-policy": policy}
        return tuple((key.encode(), value.encode()) for key, value in wanted.items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._completed(scope, list(message["headers"]))
            await send(message)

        await self.app(scope, receive, send_safe)

    def _completed(self, scope: Scope, headers: Headers) -> Headers:
        kind = next((value for name, value in headers if name.lower() == b"content-type"), b"text/html")
        # a stylesheet or a picture loads nothing, and comes dozens of times a page
        wanted = self._for_pages if b"html" in kind else self._for_data
        referrer = (b"referrer-policy", _referrer_policy(scope).encode())
        return [*headers, *_missing((*wanted, referrer), tuple([name for name, _ in headers]))]


@lru_cache(256)
def _missing(wanted: tuple[tuple[bytes, bytes], ...], names: tuple[bytes, ...]) -> Headers:
    present = {name.lower() for name in names}
    return [pair for pair in wanted if pair[0] not in present]


def _referrer_policy(scope: Scope) -> str:
    handler = scope.get("route_handler")
    return str(handler.opt.get("referrer", REFERRER_POLICY)) if handler else REFERRER_POLICY
