"""The shop's cookies. There are four: session, cart, theme, history."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from app.core.settings import Settings

SESSION = "b2e_sid"
CART = "b2e_cart"
THEME = "theme"
HISTORY = "b2e_seen"
"""Finds what a browser looked at. No cached page differs by it (decision 0005)."""

_PLAIN_VALUE = re.compile(r"[A-Za-z0-9_-]{0,200}", re.ASCII)


def cookie_name(settings: Settings, name: str) -> str:
    """`__Host-` binds session and cart to this very host and to https; plain http in development cannot have it."""
    return name if settings.insecure_cookies or name == THEME else f"__Host-{name}"


def cookie_header(
    settings: Settings,
    name: str,
    value: str,
    *,
    max_age: int | None,
    same_site: Literal["Lax", "Strict"] = "Lax",
) -> str:
    """A `Set-Cookie` value. `max_age` None ends with the browser, 0 deletes."""
    if not _PLAIN_VALUE.fullmatch(value):
        raise ValueError(f"cookie {name} holds more than letters, digits, - and _")
    parts = [f"{cookie_name(settings, name)}={value}", "Path=/", f"SameSite={same_site}"]
    if max_age is not None:
        parts.append(f"Max-Age={max_age}")
    if name != THEME:
        parts.append("HttpOnly")
    if not settings.insecure_cookies:
        parts.append("Secure")
    return "; ".join(parts)


def read_cookies(
    settings: Settings,
    headers: Iterable[tuple[bytes, bytes]],
    names: Sequence[str] = (SESSION, CART, THEME),
) -> dict[str, str]:
    """The shop's own cookies by their plain name; anybody else's are not even looked at.

    The usual three are those that pages differ by.
    """
    ours = {cookie_name(settings, name): name for name in names}
    found: dict[str, str] = {}
    for key, raw in headers:
        if key != b"cookie":
            continue
        for pair in raw.decode("latin-1").split(";"):
            name, _, value = pair.strip().partition("=")
            if name in ours and _PLAIN_VALUE.fullmatch(value):
                found.setdefault(ours[name], value)
    return found
