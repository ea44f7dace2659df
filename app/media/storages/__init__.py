"""Where picture files are kept."""

from app.core.settings import Settings
from app.media.storages.base import Storage, StoredFile
from app.media.storages.local import LocalStorage
from app.media.storages.s3 import make_s3


def make_storage(settings: Settings) -> Storage:
    """The storage that the settings name."""
    if settings.media_storage == "s3":
        return make_s3(settings)
    return LocalStorage(settings.pictures_dir, settings.media_base_url)


__all__ = ["Storage", "StoredFile", "make_storage"]
