"""Pictures on disk."""

from pathlib import Path

import pytest

from app.core.errors import Rejected
from app.media.storages.local import LocalStorage

KEY = "0123456789abcdef/320.avif"


def stored(folder: Path) -> list[str]:
    """Names of all files in a folder."""
    return [file.name for file in folder.rglob("*") if file.is_file()]


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    """An empty storage in a folder that does not exist yet."""
    return LocalStorage(tmp_path / "media", "https://cdn.example/")


async def test_keeps_and_forgets(storage: LocalStorage, tmp_path: Path) -> None:
    """Put, get, replace, delete; no half-written file stays behind."""
    assert await storage.get(KEY) is None
    assert not await storage.exists(KEY)
    await storage.put(KEY, b"one")
    await storage.put(KEY, b"two")
    assert await storage.exists(KEY)
    assert await storage.get(KEY) == b"two"
    assert stored(tmp_path) == ["320.avif"]
    await storage.delete(KEY)
    await storage.delete(KEY)
    assert await storage.get(KEY) is None


def test_tells_where_browsers_find_it(storage: LocalStorage) -> None:
    """Behind the CDN when there is one."""
    assert storage.url(KEY) == f"https://cdn.example/media/{KEY}"


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
