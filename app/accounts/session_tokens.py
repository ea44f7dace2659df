"""The random words that stand for a browser: what they look like and how they are kept."""

import hashlib
import re
import secrets

_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_token() -> str:
    """256 random bits in 43 URL-safe characters."""
    return secrets.token_urlsafe(32)


def is_well_formed(token: str) -> bool:
    """Whether it can be one of ours at all. Everything else is not even looked up."""
    return _WELL_FORMED.fullmatch(token) is not None


def hash_token(token: str) -> bytes:
    """What the database keeps. The token has 256 random bits, so a plain SHA-256 needs no salt."""
    return hashlib.sha256(token.encode()).digest()
