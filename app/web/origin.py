"""Which host we are, and whether a request comes from a page of ours."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from app.core.settings import Settings

_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_our_host(settings: Settings, host: str) -> bool:
    """Whether a `Host` header names this shop. Outside production also any plain address and localhost."""
    ours = urlsplit(settings.base_url)
    try:
        asked = urlsplit(f"//{host}")
        port = asked.port
    except ValueError:
        return False
    if asked.netloc != host or not asked.hostname or "@" in host:
        return False
    if asked.hostname == ours.hostname and port in {None, ours.port, _DEFAULT_PORTS[ours.scheme]}:
        return True
    return not settings.in_production and _is_local(asked.hostname)


def is_from_us(settings: Settings, headers: Mapping[str, str]) -> bool:
    """Whether a form came from one of our own pages, by what the browser says about it.

    `Origin` decides. A page with `Referrer-Policy: no-referrer` makes browsers send `Origin: null`, so then (and when
    it is absent) `Sec-Fetch-Site` decides, then `Referer`. A browser that sends none of them is a text browser or a
    very old one: it is let through here, and the session's token still stands in the way of a forged form.
    """
    origin = headers.get("origin")
    fetched_from = headers.get("sec-fetch-site")
    if origin is not None and origin != "null":
        return _is_our_origin(settings, origin, headers.get("host", ""))
    if fetched_from is not None:
        allowed = {"same-origin"} if origin == "null" else {"same-origin", "none"}
        return fetched_from in allowed
    if origin == "null":
        return False
    referer = headers.get("referer")
    return referer is None or _is_our_origin(settings, _origin_of(referer), headers.get("host", ""))


def _is_our_origin(settings: Settings, origin: str, host: str) -> bool:
    if origin == _origin_of(settings.base_url):
        return True
    if settings.in_production:
        return False
    scheme, _, asked = origin.partition("://")
    return scheme == urlsplit(settings.base_url).scheme and asked == host and is_our_host(settings, host)


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _is_local(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
