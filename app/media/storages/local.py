"""Pictures in a folder of this machine."""

import asyncio
import contextlib
import os
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from app.core.errors import Rejected
from app.media.storages.base import StoredFile, checked, is_key


class LocalStorage:
    """A folder; the shop itself answers for its files at `/media/…`."""

    def __init__(self, root: Path, base_url: str = "") -> None:
        self._root = root.absolute()
        self._base_url = base_url.rstrip("/")

    async def exists(self, key: str) -> bool:
        """Whether there is such a file."""
        return await asyncio.to_thread(self._path(key).is_file)

    async def get(self, key: str) -> bytes | None:
        """The file, or None."""
        return await asyncio.to_thread(_read, self._path(key))

    async def put(self, key: str, data: bytes) -> None:
        """Written beside and moved into place, so that a reader never sees half of it."""
        await asyncio.to_thread(_write, self._path(key), data)

    async def delete(self, key: str) -> None:
        """Remove it, if it is there."""
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def files(self) -> AsyncIterator[StoredFile]:
        """Every file, folder by folder. What has no name of ours is passed over."""
        for folder in await asyncio.to_thread(_folders, self._root):
            for path, seconds in await asyncio.to_thread(_files, folder):
                key = path.relative_to(self._root).as_posix()
                if is_key(key):
                    yield StoredFile(key, datetime.fromtimestamp(seconds, UTC))

    def url(self, key: str) -> str:
        """Where browsers find it."""
        return f"{self._base_url}/media/{checked(key)}"

    def _path(self, key: str) -> Path:
        path = self._root / checked(key)
        if not path.resolve().is_relative_to(self._root.resolve()):
            raise Rejected("That is no name of a picture.")
        return path


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _folders(root: Path) -> list[Path]:
    return [Path(folder) for folder, _, _ in os.walk(root)]


def _files(folder: Path) -> list[tuple[Path, float]]:
    try:
        with os.scandir(folder) as entries:
            return [(Path(e.path), e.stat().st_mtime) for e in entries if e.is_file(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        half.write_bytes(data)
        half.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise
