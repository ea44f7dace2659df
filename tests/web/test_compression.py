"""Pages leave compressed for those who take it."""

import gzip

import brotli
import pytest

from tests.support.page import PageClient


async def raw(
    client: PageClient, path: str, accepts: str, method: str = "GET"
) -> tuple[dict[str, str], bytes]:
    """The answer before the client library unpacks it."""
    async with client.http.stream(method, path, headers={"accept-encoding": accepts}) as answer:
        body = b"".join([part async for part in answer.aiter_raw()])
    return dict(answer.headers), body


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("deflate", None),
        ("br; q=0", None),
        ("", None),
    ],
)
async def test_by_what_the_client_takes(trial: PageClient, accepts: str, coding: str | None) -> None:
    plain = (await raw(trial, "/trial/public", "identity"))[1]
    headers, body = await raw(trial, "/trial/public", accepts)
    assert headers.get("content-encoding") == coding
    assert int(headers["content-length"]) == len(body)
    assert headers["vary"] == "HX-Request, HX-Request-Type, Accept-Encoding"
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert unpack(body) == plain
    if coding:
        assert len(body) < len(plain) / 2


async def test_short_answers_and_files_stay_as_they_are(client: PageClient) -> None:
    headers, body = await raw(client, "/health/live", "br, gzip")
    assert "content-encoding" not in headers
    assert body == b'{"status":"up"}'
    page = await client.get("/sign-in")
    sheet = str(page.one("link[rel=stylesheet]")["href"])
    headers, body = await raw(client, sheet, "br")
    assert headers["vary"] == "Accept-Encoding"
    assert brotli.decompress(body).startswith(b"@layer")


async def test_error_pages_are_compressed_too_and_head_tells_the_same(client: PageClient) -> None:
    got, _ = await raw(client, "/no-such-page", "br")
    asked, body = await raw(client, "/no-such-page", "br", "HEAD")
    assert got["content-encoding"] == asked["content-encoding"] == "br"
    assert body == b""
