"""Which addresses staff may link to: the shop's own paths, and the web over https (security reference, X14)."""

import re
from urllib.parse import unquote, urlsplit

LONGEST = 500
_VISIBLE = re.compile(r"[\x21-\x5b\x5d-\x7e]+", re.ASCII)
"""Visible ASCII without the backslash, which browsers read as a slash."""
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII)


def is_own_path(address: str) -> bool:
    """`/c/pens?sort=new#top`; never what a browser would take for another site."""
    if len(address) > LONGEST or not _VISIBLE.fullmatch(address) or not address.startswith("/"):
        return False
    decoded = unquote(unquote(address))
    return not decoded.startswith(("//", "/\\")) and not any(ord(one) < 0x20 for one in decoded)


def is_https(address: str) -> bool:
    """`https://example.com/…`: a host with a dot, no name or password before it, the usual port."""
    if len(address) > LONGEST or not _VISIBLE.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or "@" in parts.netloc or port is not None:
        return False
    return _HOST.fullmatch(parts.netloc.lower()) is not None


def may_link(address: str) -> bool:
    """Whether staff may put it on a page."""
    return is_own_path(address) or is_https(address)
