"""Whether a request asks for a page that is the same for everybody, and under which name that page is kept."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Litestar
from litestar.routes import HTTPRoute

from app.core.settings import Settings
from app.web.cookies import THEME, read_cookies

_NOT_OURS = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|gclid|gclsrc|gbraid|wbraid|dclid|fbclid|msclkid|ttclid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|"
    r"srsltid|ref_src"
)
"""Parameters that others hang onto links to follow people. No page of ours reads them."""
_MOST_PARAMETERS = 12
_LONGEST_QUERY = 400
_THEMES = {"light", "dark"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that may be kept. `key` names host, path, query and colours; `query` is the tidied query string."""

    key: str
    query: bytes
    theme: str
    is_plain: bool
    """Whether there is no query: such pages are few, and worth keeping from the first time on."""


class PageAddresses:
    """Knows the addresses of public pages ahead of routing."""

    def __init__(self, litestar: Litestar, settings: Settings) -> None:
        self._settings = settings
        self._public = re.compile("|".join(_patterns(litestar)) or r"(?!)")

    def asked(self, scope: Mapping[str, Any]) -> Asked | None:
        """None when the answer may differ from person to person, or is no page, or its query is beyond reason."""
        if scope["method"] not in {"GET", "HEAD"} or not self._public.fullmatch(scope["path"]):
            return None
        host = theme = ""
        for name, value in scope["headers"]:
            if name == b"host":
                host = value.decode("latin-1").lower()
            elif name == b"hx-request":
                return None
            elif name == b"cookie":
                cookies = read_cookies(self._settings, [(name, value)])
                if cookies.keys() - {THEME}:
                    return None
                theme = cookies.get(THEME, theme)
        query = tidy_query(scope["query_string"])
        if query is None:
            return None
        theme = theme if theme in _THEMES else ""
        return Asked(f"{host}\n{scope['path']}\n{query.decode()}\n{theme}", query, theme, not query)


def tidy_query(raw: bytes) -> bytes | None:
    """Parameters in one order, without those that only follow people; None for a query not worth keeping a page of."""
    if not raw:
        return b""
    if len(raw) > _LONGEST_QUERY:
        return None
    pairs = parse_qsl(raw.decode("ascii", "ignore"), keep_blank_values=True, errors="replace")
    kept = sorted((pair for pair in pairs if not _NOT_OURS.fullmatch(pair[0])), key=lambda pair: pair[0])
    return urlencode(kept).encode() if len(kept) <= _MOST_PARAMETERS else None


def digest(text: str) -> str:
    """A short name for a long one."""
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _patterns(litestar: Litestar) -> Iterable[str]:
    for route in litestar.routes:
        if isinstance(route, HTTPRoute) and any(
            handler.opt.get("public") and handler.opt.get("kept", True) for handler in route.route_handlers
        ):
            yield re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(route.path_format))
