"""What a place for picture files can do."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.core.errors import Rejected

_KEY = re.compile(r"[a-z0-9_-]+(\.[a-z0-9]+)?(/[a-z0-9_-]+(\.[a-z0-9]+)?)*")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a storage holds, and when it was put there."""

    key: str
    stored_at: datetime


class Storage(Protocol):
    """Files by key, such as `0123456789abcdef/320.avif`. Keys never contain a person's file name."""

    async def exists(self, key: str) -> bool:
        """Whether there is such a file."""
        ...

    async def get(self, key: str) -> bytes | None:
        """The file, or None."""
        ...

    async def put(self, key: str, data: bytes) -> None:
        """Store it whole or not at all; a file of that key is replaced."""
        ...

    async def delete(self, key: str) -> None:
        """Remove it, if it is there."""
        ...

    def files(self) -> AsyncIterator[StoredFile]:
        """Every file, in no order, without reading any."""
        ...

    def url(self, key: str) -> str:
        """Where browsers find it."""
        ...


def is_key(key: str) -> bool:
    """Whether it could be the name of a picture, and leads nowhere else."""
    return len(key) <= _LONGEST and _KEY.fullmatch(key) is not None


def checked(key: str) -> str:
    """The key, if it is one. Raises Rejected for anything that could lead out of the storage."""
    if not is_key(key):
        raise Rejected("That is no name of a picture.")
    return key
