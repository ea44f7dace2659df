"""Making pictures once, in a process of their own, that may die."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.core.errors import NotFound, Rejected
from app.core.settings import Settings
from app.media import gallery as gallery_module
from app.media import maker as maker_module
from app.media.errors import CannotMakePicture, TooManyPictures
from app.media.gallery import Gallery
from app.media.names import image_key
from app.media.upload import upload
from tests.media.test_resize import photograph, png_of

SOURCE = "drawing:eraser?c2=1f5fae"
KEY = image_key(SOURCE)


@pytest.fixture
async def gallery(tmp_path: Path) -> AsyncIterator[Gallery]:
    """A gallery with an empty storage."""
    made = Gallery(Settings(media_dir=tmp_path))
    yield made
    await made.close()


def stored(folder: Path) -> list[str]:
    """Names of all files in a folder."""
    return [file.name for file in folder.rglob("*") if file.is_file()]


class Finder:
    """Knows one picture, and counts how often it is asked."""

    def __init__(self, *sources: str) -> None:
        self.sources = {image_key(source): source for source in sources}
        self.asked = 0

    async def __call__(self, key: str) -> str | None:
        self.asked += 1
        return self.sources.get(key)


async def test_twenty_visitors_one_picture(gallery: Gallery) -> None:
    """The file is made once, and everybody gets it; afterwards nobody has to look for its source."""
    find = Finder(SOURCE)
    files = await asyncio.gather(*(gallery.find_or_make(KEY, "160.webp", find) for _ in range(20)))
    assert find.asked == 1
    assert len(set(files)) == 1
    assert files[0][8:12] == b"WEBP"
    assert await gallery.find_or_make(KEY, "160.webp", find) == files[0]
    assert find.asked == 1


async def test_an_unknown_key_is_not_found(gallery: Gallery, tmp_path: Path) -> None:
    """And nothing is drawn or stored for it."""
    with pytest.raises(NotFound):
        await gallery.find_or_make("f" * 16, "160.webp", Finder(SOURCE))
    assert stored(tmp_path) == []


async def test_the_queue_is_bounded(gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many at once are told so at once; those who wait get theirs."""
    monkeypatch.setattr(gallery_module, "MOST_WAITING", 1)
    find = Finder(SOURCE)
    first = asyncio.create_task(gallery.find_or_make(KEY, "160.webp", find))
    await asyncio.sleep(0.02)
    with pytest.raises(TooManyPictures):
        await gallery.find_or_make(KEY, "320.webp", find)
    assert await first


async def test_who_loses_patience_does_not_stop_the_work(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The visitor gets an answer in time; the file is there at the next visit."""
    monkeypatch.setattr(gallery_module, "PATIENCE", 0.01)
    find = Finder(SOURCE)
    with pytest.raises(TooManyPictures):
        await gallery.find_or_make(KEY, "160.webp", find)
    for _ in range(400):
        if await gallery.storage.exists(f"{KEY}/160.webp"):
            break
        await asyncio.sleep(0.05)
    assert await gallery.find_or_make(KEY, "160.webp", find)
    assert find.asked == 1


async def test_a_maker_that_hangs_is_replaced(gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job fails, the process is killed, and the next job gets a fresh one."""
    monkeypatch.setattr(maker_module, "SECONDS_FOR_DRAWINGS", 0.001)
    with pytest.raises(CannotMakePicture):
        await gallery.maker.make(SOURCE, None, ["160.webp"])
    monkeypatch.setattr(maker_module, "SECONDS_FOR_DRAWINGS", 30.0)
    assert (await gallery.maker.make(SOURCE, None, ["160.webp"]))["160.webp"]


async def test_a_refusal_leaves_the_maker_alive(gallery: Gallery) -> None:
    """A wrong source is answered in words, and the same process makes the next picture."""
    with pytest.raises(Rejected, match="spaceship"):
        await gallery.maker.make("drawing:spaceship", None, ["160.webp"])
    with pytest.raises(Rejected, match="pixels"):
        await gallery.maker.accept(png_of(50_000, 50_000))
    assert await gallery.maker.make(SOURCE, None, ["160.webp"])


async def test_an_upload_is_stored_once_and_shown_in_sizes(gallery: Gallery, tmp_path: Path) -> None:
    """Its source is made of its content; its sizes are made like a drawing's."""
    data = photograph(400, 300)
    source = await upload(gallery.storage, gallery.maker, data)
    assert source == await upload(gallery.storage, gallery.maker, data)
    assert source.startswith("originals/")
    assert len(stored(tmp_path)) == 1
    file = await gallery.find_or_make(image_key(source), "160.webp", Finder(source))
    assert file[8:12] == b"WEBP"


async def test_a_lost_original_is_told(gallery: Gallery) -> None:
    """Not found in the storage is not the same as never heard of."""
    source = "originals/" + "0" * 32 + ".webp"
    with pytest.raises(CannotMakePicture):
        await gallery.find_or_make(image_key(source), "160.webp", Finder(source))


async def test_makes_only_what_is_missing(gallery: Gallery) -> None:
    """The worker may call again and again."""
    assert await gallery.make_missing(SOURCE, KEY, ["160.webp", "160.avif"]) == 2
    assert await gallery.make_missing(SOURCE, KEY, ["160.webp", "160.avif"]) == 0
