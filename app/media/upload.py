"""Take in a photograph."""

from hashlib import sha256

from app.media.maker import Maker
from app.media.storages import Storage

FOLDER = "originals"


async def upload(storage: Storage, maker: Maker, data: bytes) -> str:
    """Check, re-encode and store an uploaded photograph; returns its source, made of its content.

    The same photograph twice is one file. Raises Rejected in plain words for anything but a JPEG, PNG, WebP
    or AVIF of sensible size (security reference, F01 and F02).
    """
    original = await maker.accept(data)
    source = f"{FOLDER}/{sha256(original).hexdigest()[:32]}.webp"
    # Put again even if it is there: a file that somebody has just chosen is young, and not swept as nobody's.
    await storage.put(source, original)
    return source
