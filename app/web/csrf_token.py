"""The token that proves a form came from one of our pages: the session's secret under a fresh mask.

The mask makes each copy different, so that compressed pages cannot be used to guess the secret.
"""

import base64
import binascii
import hmac
import secrets

_BYTES = 32


def new_secret() -> str:
    """A session's secret, as the database keeps it."""
    return secrets.token_hex(_BYTES)


def mask(secret: str) -> str:
    """A token for one form."""
    pad = secrets.token_bytes(_BYTES)
    return base64.urlsafe_b64encode(pad + _xor(pad, bytes.fromhex(secret))).rstrip(b"=").decode()


def is_from(secret: str, token: str) -> bool:
    """Whether the token was made from the secret. Compared in constant time."""
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"==")
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return False
    if len(raw) != 2 * _BYTES:
        return False
    return hmac.compare_digest(_xor(raw[:_BYTES], raw[_BYTES:]), bytes.fromhex(secret))


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
