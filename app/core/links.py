"""Keys derived from the one secret, and tokens that need no table."""

import base64
import hashlib
import hmac

from app.core.settings import Settings

_TOKEN_BYTES = 16


def derive_key(settings: Settings, purpose: str) -> bytes:
    """A separate 256-bit key for each purpose, so that one leak does not open the others."""
    secret = settings.secret_key.get_secret_value().encode()
    return hmac.digest(secret, f"buy2enjoy:{purpose}".encode(), hashlib.sha256)


def sign(key: bytes, message: str) -> str:
    """A 128-bit token in URL-safe characters."""
    digest = hmac.digest(key, message.encode(), hashlib.sha256)[:_TOKEN_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def is_signed(key: bytes, message: str, token: str) -> bool:
    """Whether the token belongs to the message, compared in constant time."""
    return hmac.compare_digest(sign(key, message).encode(), token.encode("utf-8", "replace"))
