"""Where to go on after a detour."""

import re
from urllib.parse import unquote

_SAFE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", re.ASCII)
_LONGEST = 2_000
_DOORS = ("/sign-in", "/sign-out", "/register", "/admin/sign-in", "/admin/sign-out")


def safe_next(path: str, otherwise: str = "/") -> str:
    """The path when it is plainly one of this site, else `otherwise` (security reference, X14).

    One leading slash, visible ASCII, no backslash, nothing that decodes to either; never a sign-in page itself.
    """
    if len(path) > _LONGEST or not _SAFE.fullmatch(path):
        return otherwise
    decoded = unquote(unquote(path))
    if decoded.startswith(("//", "/\\")) or any(ord(character) < 0x20 for character in decoded):
        return otherwise
    if path.partition("?")[0] in _DOORS:
        return otherwise
    return path
