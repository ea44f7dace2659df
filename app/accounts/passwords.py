"""Password hashes: argon2id over a peppered HMAC, a few at a time, never on the event loop."""

import asyncio
import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.accounts.errors import TooManySignIns
from app.core.links import derive_key
from app.core.settings import Settings

LONGEST = 128
_AT_ONCE = 4
_MOST_WAITING = 40
_PEPPER_VERSION = "p1:"

T = TypeVar("T")


class Passwords:
    """One per process. Four hashes run at once, so that a flood of sign-ins cannot eat the memory."""

    def __init__(self, settings: Settings) -> None:
        self._pepper = derive_key(settings, "password-pepper")
        self._hasher = PasswordHasher(
            time_cost=settings.password_time_cost,
            memory_cost=settings.password_memory_kib,
            parallelism=1,
            hash_len=32,
            salt_len=16,
        )
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobodys_hash = self._hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """What the database keeps. Raises TooManySignIns when too many wait already."""
        return await self._in_thread(lambda: self._hash(password))

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password is the one. Without a stored hash the same work is done, and the answer is no."""
        return await self._in_thread(lambda: self._verify(stored, password))

    def needs_rehash(self, stored: str) -> bool:
        """Whether today's parameters or pepper differ from those it was made with."""
        if not stored.startswith(_PEPPER_VERSION):
            return True
        return self._hasher.check_needs_rehash(stored.removeprefix(_PEPPER_VERSION))

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _hash(self, password: str) -> str:
        return _PEPPER_VERSION + self._hasher.hash(self._peppered(password))

    def _verify(self, stored: str | None, password: str) -> bool:
        if stored is None or not stored.startswith(_PEPPER_VERSION):
            self._is_hash_of(self._nobodys_hash, password)
            return False
        return self._is_hash_of(stored, password)

    def _is_hash_of(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored.removeprefix(_PEPPER_VERSION), self._peppered(password))
        except (VerificationError, InvalidHashError):
            return False

    def _peppered(self, password: str) -> str:
        normal = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
        return base64.b64encode(hmac.digest(self._pepper, normal, hashlib.sha256)).decode()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._waiting >= _MOST_WAITING:
            raise TooManySignIns
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1
