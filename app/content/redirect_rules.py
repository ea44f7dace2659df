"""What a redirect may say."""

import re
from urllib.parse import quote, unquote, urlsplit

from app.content.addresses import LONGEST, is_https, is_own_path

_SLASHES = re.compile(r"/{2,}")
_NEVER = ("/admin", "/api", "/account", "/cart", "/checkout", "/orders", "/static", "/media", "/sandbox")
"""First parts of addresses that are no pages of the catalogue: a redirect there would only confuse."""

_AS_THEY_ARE = "/%-._~!$&'()*+,;=:@?#[]\\"

ASK_SOURCE = "Enter the old address as a path of this shop like /old-page, without a question mark."
ASK_TARGET = "Enter a path of this shop like /c/pens, or an address that starts with https://."


def source_path(typed: str, our_origin: str) -> str | None:
    """The old address as requests ask for it: a decoded path without query, doubled or closing slashes.

    A whole address of our own is cut to its path. None for anything that no visitor of ours can ask for.
    """
    path = _encoded(typed).removeprefix(our_origin.rstrip("/"))
    if not is_own_path(path) or "?" in path:
        return None
    path = unquote(urlsplit(path).path)
    path = _SLASHES.sub("/", path).rstrip("/")
    if not path or len(path) > LONGEST or not path.isprintable():
        return None
    return None if any(path == taken or path.startswith(taken + "/") for taken in _NEVER) else path


def target_address(typed: str, our_origin: str) -> str | None:
    """Where it leads: a path of ours (with query and fragment, if any) or an https address. None for anything else."""
    address = _encoded(typed)
    ours = our_origin.rstrip("/")
    if address == ours or address.startswith((ours + "/", ours + "?")):
        address = address.removeprefix(ours) or "/"
    return address if is_own_path(address) or is_https(address) else None


def _encoded(typed: str) -> str:
    """As browsers send it: letters of other scripts and spaces as their bytes."""
    return quote(typed.strip(), safe=_AS_THEY_ARE)


def path_of(target: str) -> str | None:
    """The path that a target asks for, as sources are written; None when it leaves the shop."""
    if not target.startswith("/"):
        return None
    return unquote(urlsplit(target).path).rstrip("/") or "/"


def with_query(target: str, query: str) -> str:
    """The target with the visitor's own query behind its own."""
    if not query:
        return target
    address, mark, fragment = target.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{query}{mark}{fragment}"
