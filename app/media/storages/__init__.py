"""Where picture files are kept."""

from app.core.settings import Settings
from app.media.storages.base import Storage
from app.media.storages.local import LocalStorage


def make_storage(settings: Settings) -> Storage:
    """The storage that the settings name."""
    return LocalStorage(settings.pictures_dir, settings.media_base_url)


__all__ = ["Storage", "make_storage"]
