"""Pictures in an S3-compatible store: Amazon's, Cloudflare's, MinIO's, Ceph's…"""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from obstore.store import MemoryStore, S3Store

from app.core.settings import Settings
from app.media.errors import CannotReachPictures
from app.media.sizes import MEDIA_TYPES
from app.media.storages.base import StoredFile, checked, is_key

if TYPE_CHECKING:
    from obstore.store import S3Config  # is in the stubs alone

_YEAR = "public, max-age=31536000, immutable"
_PATIENCE = timedelta(seconds=10)
_RETRIES = 3


class ObjectStorage:
    """A bucket, or a part of one. Files carry what a CDN in front of the bucket needs: their type, and for how long."""

    def __init__(self, store: S3Store | MemoryStore, *, prefix: str = "", base_url: str = "") -> None:
        self._store = store
        self._folder = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._base_url = base_url.rstrip("/")

    async def exists(self, key: str) -> bool:
        """Whether there is such a file."""
        path = self._path(key)
        try:
            await self._store.head_async(path)
        except FileNotFoundError:
            return False
        except Exception as error:
            raise CannotReachPictures(_SILENT) from error
        return True

    async def get(self, key: str) -> bytes | None:
        """The file, or None."""
        path = self._path(key)
        try:
            answer = await self._store.get_async(path)
            return bytes(await answer.bytes_async())
        except FileNotFoundError:
            return None
        except Exception as error:
            raise CannotReachPictures(_SILENT) from error

    async def put(self, key: str, data: bytes) -> None:
        """Stores of this kind show a file when all of it is there, and not before."""
        path = self._path(key)
        kind = MEDIA_TYPES.get(PurePosixPath(key).suffix.lstrip("."), "application/octet-stream")
        try:
            await self._store.put_async(
                path, data, attributes={"Content-Type": kind, "Cache-Control": _YEAR}, use_multipart=False
            )
        except Exception as error:
            raise CannotReachPictures(_SILENT) from error

    async def delete(self, key: str) -> None:
        """Remove it, if it is there."""
        path = self._path(key)
        try:
            with suppress(FileNotFoundError):
                await self._store.delete_async(path)
        except Exception as error:
            raise CannotReachPictures(_SILENT) from error

    async def files(self) -> AsyncIterator[StoredFile]:
        """Every file below the prefix; a thousand a question, as such stores answer."""
        try:
            async for page in self._store.list(self._folder or None):
                for found in page:
                    key = found["path"].removeprefix(self._folder)
                    if is_key(key):
                        yield StoredFile(key, found["last_modified"])
        except Exception as error:
            raise CannotReachPictures(_SILENT) from error

    def url(self, key: str) -> str:
        """Where browsers find it."""
        return f"{self._base_url}/media/{checked(key)}"

    def _path(self, key: str) -> str:
        return f"{self._folder}{checked(key)}"


_SILENT = "The store of pictures does not answer."


def make_s3(settings: Settings) -> ObjectStorage:
    """The bucket that the settings name. Nothing is asked of it yet."""
    own = settings.s3_secret_key.get_secret_value()
    config: S3Config = {
        "region": settings.s3_region,
        "virtual_hosted_style_request": not settings.s3_endpoint,
    }
    if own:
        config |= {"access_key_id": settings.s3_access_key, "secret_access_key": own}
    if settings.s3_endpoint:
        config["endpoint"] = settings.s3_endpoint
    store = S3Store(
        settings.s3_bucket,
        config=config,
        client_options={"timeout": _PATIENCE, "allow_http": settings.s3_endpoint.startswith("http://")},
        retry_config={"max_retries": _RETRIES, "retry_timeout": 2 * _PATIENCE},
    )
    return ObjectStorage(store, prefix=settings.s3_prefix, base_url=settings.media_base_url)
