"""Static files: hashed names, one year, compressed once, never a file outside the folder."""

import gzip
import os
from pathlib import Path

import brotli
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from app.web.assets import FURTHER, STATIC, Assets, static_handler

KIB = 1024


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets()


@pytest.fixture
def visitor(assets: Assets) -> TestClient[Litestar]:
    return TestClient(Litestar([static_handler(assets)]))


def test_budgets(assets: Assets) -> None:
    def wire(name: str) -> int:
        return len(assets.get(name).brotli or b"")

    for further in FURTHER:
        assert wire("storefront.css") + wire(further) <= 12 * KIB
    assert wire("admin.css") <= 16 * KIB
    assert wire("js/htmx.min.js") + wire("js/app.js") <= 16 * KIB
    assert wire("js/app.js") <= 2 * KIB
    assert wire("icons/sprite.svg") <= 9 * KIB
    fonts = {
        name: len(assets.get(f"fonts/{name}.woff2").plain)
        for name in ("figtree", "bricolage-grotesque", "kalam")
    }
    assert fonts["figtree"] + fonts["bricolage-grotesque"] <= 42 * KIB
    assert sum(fonts.values()) <= 52 * KIB


def test_a_sheet_is_whole_and_points_at_hashed_files(assets: Assets) -> None:
    sheet = assets.get("storefront.css").plain.decode()
    assert sheet.startswith("@layer reset,tokens,base,layout,components,pages,utilities;")
    assert sheet.count("{") == sheet.count("}")
    assert "/*" not in sheet
    assert "../" not in sheet
    assert assets.url("fonts/figtree.woff2") in sheet
    assert "/static/fonts/figtree.woff2" not in sheet


def test_sent_for_a_year_and_compressed(visitor: TestClient[Litestar], assets: Assets) -> None:
    url = assets.url("storefront.css")
    plain = visitor.get(url, headers={"accept-encoding": "identity"})
    assert plain.status_code == 200
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["vary"] == "Accept-Encoding"
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert plain.headers["content-type"] == "text/css; charset=utf-8"
    assert "content-encoding" not in plain.headers
    asset = assets.get("storefront.css")
    assert asset.encoded("gzip, br") == (asset.brotli, "br")
    assert brotli.decompress(asset.brotli or b"") == plain.content
    assert asset.encoded("gzip;q=1.0, br;q=0") == (asset.gzip, "gzip")
    assert gzip.decompress(asset.gzip or b"") == plain.content
    assert asset.encoded("gzip;q=0, zstd") == (asset.plain, None)
    for coding in ("br", "gzip"):
        sent = visitor.get(url, headers={"accept-encoding": coding})
        assert sent.headers["content-encoding"] == coding
        assert sent.content == plain.content


def test_pictures_and_fonts_are_not_compressed_twice(visitor: TestClient[Litestar], assets: Assets) -> None:
    sent = visitor.get(assets.url("fonts/figtree.woff2"), headers={"accept-encoding": "br, gzip"})
    assert sent.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in sent.headers
    assert "vary" not in sent.headers


def test_head_sends_the_length_alone(visitor: TestClient[Litestar], assets: Assets) -> None:
    url = assets.url("js/app.js")
    full, head = visitor.get(url), visitor.head(url)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == full.headers["content-length"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/storefront.css",
        "/static/storefront.0000000000000000.css",
        "/static/js/app.js",
        "/static/../pyproject.0123456789abcdef.toml",
        "/static/%2e%2e/app/main.0123456789abcdef.py",
        "/static/css/tokens.css",
        "/static/",
    ],
)
def test_only_hashed_names_are_files(visitor: TestClient[Litestar], path: str) -> None:
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "js/../../README.txt", "nothing.js", "fonts", "", "css/a.scss"]
)
def test_no_asset_outside_the_folder(assets: Assets, name: str) -> None:
    with pytest.raises(KeyError):
        assets.url(name)


def test_development_sees_changes(tmp_path: Path) -> None:
    sheets = tmp_path / "css"
    (sheets / "components").mkdir(parents=True)
    for name in ("reset", "tokens", "base", "layout", "utilities", "print"):
        (sheets / f"{name}.css").write_text("")
    (sheets / "storefront").mkdir()
    for name in ("home", "menu"):
        (sheets / "storefront" / f"{name}.css").write_text(f".{name} {{ top: 0; }}")
    button = sheets / "components" / "button.css"
    button.write_text("/* note */ .btn { color: red; }")
    watched, kept = Assets(tmp_path, watch=True), Assets(tmp_path)
    first, still = watched.url("storefront.css"), kept.url("storefront.css")
    assert watched.get("storefront.css").plain == b".btn{color:red}.menu{top:0}"
    assert watched.get("home.css").plain == b".home{top:0}"

    button.write_text(".btn { color: blue; }")
    os.utime(button, ns=(1, 1))
    assert watched.url("storefront.css") != first
    (sheets / "components" / "card.css").write_text(".card { margin: 0 auto; }")
    assert b".card{margin:0 auto}" in watched.get("storefront.css").plain
    assert kept.url("storefront.css") == still


def test_every_font_and_vendored_file_has_its_licence() -> None:
    assert {path.name for path in STATIC.rglob("*.LICENSE.txt")} == {
        "bricolage-grotesque.LICENSE.txt",
        "figtree.LICENSE.txt",
        "kalam.LICENSE.txt",
        "lucide.LICENSE.txt",
        "htmx.LICENSE.txt",
    }
