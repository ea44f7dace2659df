"""Places for pictures: one contract, held by a folder, by memory and by a bucket behind a real S3 interface."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from moto.server import ThreadedMotoServer
from obstore.store import MemoryStore, S3Store
from pydantic import SecretStr

from app.core.clock import now
from app.core.errors import Rejected
from app.core.settings import Settings
from app.media.errors import CannotReachPictures
from app.media.gallery import Gallery
from app.media.names import image_key
from app.media.storages import Storage, make_storage
from app.media.storages.local import LocalStorage
from app.media.storages.s3 import ObjectStorage

KEY = "0123456789abcdef/320.avif"
CDN = "https://cdn.example/"


def stored(folder: Path) -> list[str]:
    """Names of all files in a folder."""
    return [file.name for file in folder.rglob("*") if file.is_file()]


@pytest.fixture(scope="module")
def bucket() -> Iterator[Settings]:
    """A bucket of a store that speaks S3 over the network, as any other does."""
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    httpx.put(f"{endpoint}/pictures").raise_for_status()
    yield Settings(
        media_storage="s3",
        s3_bucket="pictures",
        s3_endpoint=endpoint,
        s3_access_key="key",
        s3_secret_key=SecretStr("hidden"),
        s3_prefix="shop/a",
        media_base_url=CDN,
    )
    server.stop()


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    """An empty storage in a folder that does not exist yet."""
    return LocalStorage(tmp_path / "media", CDN)


@pytest.fixture(params=["folder", "memory", "bucket"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Storage]:
    """Each kind of place in turn, empty."""
    if request.param == "folder":
        yield LocalStorage(tmp_path / "media", CDN)
    elif request.param == "memory":
        yield ObjectStorage(MemoryStore(), prefix="shop/a", base_url=CDN)
    else:
        made = make_storage(request.getfixturevalue("bucket"))
        yield made
        for file in [file async for file in made.files()]:
            await made.delete(file.key)


async def test_keeps_and_forgets(place: Storage) -> None:
    """Put, get, replace, delete; what was never there can be deleted too."""
    assert await place.get(KEY) is None
    assert not await place.exists(KEY)
    await place.put(KEY, b"one")
    await place.put(KEY, b"two")
    assert await place.exists(KEY)
    assert await place.get(KEY) == b"two"
    await place.delete(KEY)
    await place.delete(KEY)
    assert await place.get(KEY) is None


async def test_lists_what_it_holds(place: Storage) -> None:
    """Every file with the moment it was put there; an empty place holds none."""
    assert [file async for file in place.files()] == []
    await place.put(KEY, b"one")
    await place.put("originals/a.webp", b"two")
    found = {file.key: file.stored_at async for file in place.files()}
    assert found.keys() == {KEY, "originals/a.webp"}
    assert all(abs(now() - moment) < timedelta(minutes=5) for moment in found.values())


def test_tells_where_browsers_find_it(place: Storage) -> None:
    """Behind the CDN when there is one."""
    assert place.url(KEY) == f"https://cdn.example/media/{KEY}"


@pytest.mark.parametrize(
    "key", ["", "../secret.png", "a/../../b.png", "a b.png", "A/b.png", "/a.png", "a" * 201]
)
async def test_no_key_leads_out_of_any_place(place: Storage, key: str) -> None:
    """Whatever is asked for, nothing beside the pictures is read, written or removed."""
    for attempt in (place.get(key), place.exists(key), place.put(key, b"x"), place.delete(key)):
        with pytest.raises(Rejected):
            await attempt


async def test_files_in_a_bucket_say_what_they_are(bucket: Settings) -> None:
    """A CDN in front of the bucket passes on their type and how long they may be kept; they lie below the prefix."""
    await make_storage(bucket).put(KEY, b"one")
    whole = S3Store(
        "pictures",
        config={"endpoint": bucket.s3_endpoint, "access_key_id": "key", "secret_access_key": "hidden"},
        client_options={"allow_http": True},
    )
    answer = await whole.get_async(f"shop/a/{KEY}")
    assert bytes(await answer.bytes_async()) == b"one"
    assert answer.attributes["Content-Type"] == "image/avif"
    assert answer.attributes["Cache-Control"] == "public, max-age=31536000, immutable"


async def test_a_picture_is_made_into_a_bucket(bucket: Settings) -> None:
    """What is made on demand is there for every other process of the shop."""
    source = "drawing:eraser?c2=1f5fae"

    async def find(_: str) -> str:
        return source

    gallery = Gallery(bucket)
    try:
        made = await gallery.find_or_make(image_key(source), "160.webp", find)
    finally:
        await gallery.close()
    assert await make_storage(bucket).get(f"{image_key(source)}/160.webp") == made


async def test_a_silent_bucket_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An outage is an error of its own, not a missing picture."""
    monkeypatch.setattr("app.media.storages.s3._RETRIES", 0)
    nobody = make_storage(
        Settings(
            media_storage="s3",
            s3_bucket="pictures",
            s3_endpoint="http://127.0.0.1:9",
            s3_access_key="key",
            s3_secret_key=SecretStr("hidden"),
        )
    )
    for attempt in (nobody.get(KEY), nobody.exists(KEY), nobody.put(KEY, b"x"), nobody.delete(KEY)):
        with pytest.raises(CannotReachPictures):
            await attempt


async def test_no_half_written_file_stays(storage: LocalStorage, tmp_path: Path) -> None:
    """Not even when a file is replaced."""
    await storage.put(KEY, b"one")
    await storage.put(KEY, b"two")
    assert stored(tmp_path) == ["320.avif"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/etc/passwd",
        "../secret.png",
        "a/../../secret.png",
        "a/./b.png",
        "..",
        "a//b.png",
        "a/",
        "A/b.png",
        "a b.png",
        "a/b.png\n",
        "a/b\0.png",
        "a\\..\\b.png",
        "%2e%2e/secret.png",
        "a/.hidden",
        "a/b.tar.gz",
        "ä.png",
        "c:/x.png",
        "a" * 201,
    ],
)
async def test_no_key_leads_out(storage: LocalStorage, tmp_path: Path, key: str) -> None:
    """Whatever is asked for, nothing outside the folder is read, written or removed."""
    (tmp_path / "secret.png").write_bytes(b"secret")
    for attempt in (storage.get(key), storage.exists(key), storage.put(key, b"x"), storage.delete(key)):
        with pytest.raises(Rejected):
            await attempt
    assert (tmp_path / "secret.png").read_bytes() == b"secret"


async def test_a_link_does_not_lead_out(storage: LocalStorage, tmp_path: Path) -> None:
    """Not even one that somebody laid inside the folder."""
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "out").symlink_to(tmp_path)
    with pytest.raises(Rejected):
        await storage.get("out/secret.png")


async def test_a_failed_write_leaves_nothing(storage: LocalStorage, tmp_path: Path) -> None:
    """A file in the place of the folder: the error is raised, nothing is left half done."""
    (tmp_path / "media").write_bytes(b"")
    with pytest.raises(OSError, match="media"):
        await storage.put(KEY, b"x")
    assert stored(tmp_path) == ["media"]
