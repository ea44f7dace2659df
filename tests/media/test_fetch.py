"""Fetching a picture from another site, and from nowhere else."""

from collections.abc import AsyncIterator, Callable
from ipaddress import ip_address

import httpx
import pytest

from app.core.errors import Rejected
from app.media.fetch import CannotFetchNow, check_url, fetch_picture, is_public
from app.media.resize import LARGEST_FILE

PUBLIC = "93.184.215.14"
URL = "https://pictures.example/pen.jpg?size=2"

Answer = Callable[[httpx.Request], httpx.Response]


def resolver(*addresses: str, asked: list[str] | None = None) -> Callable[[str], object]:
    """A name server that knows one site."""

    async def resolve(host: str) -> list[str]:
        if asked is not None:
            asked.append(host)
        return list(addresses)

    return resolve


async def fetch(answer: Answer, *addresses: str, url: str = URL) -> bytes:
    """The picture that a site which answers so gives."""
    return await fetch_picture(
        url,
        resolve=resolver(*(addresses or (PUBLIC,))),  # type: ignore[arg-type]
        transport=httpx.MockTransport(answer),
    )


async def sent(data: bytes) -> AsyncIterator[bytes]:
    """A body as it comes over a wire: piece by piece, once."""
    for start in range(0, len(data), 3):
        yield data[start : start + 3]


def never(_: httpx.Request) -> httpx.Response:
    """Nobody may be asked."""
    raise AssertionError("a request went out")


async def test_the_address_that_was_checked_is_the_one_that_is_asked() -> None:
    """One look-up; the name goes into the Host header and the certificate's check, not to a second look-up."""
    seen: list[httpx.Request] = []
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=sent(b"picture"))

    data = await fetch_picture(
        URL,
        resolve=resolver(PUBLIC, asked=asked),  # type: ignore[arg-type]
        transport=httpx.MockTransport(answer),
    )
    assert data == b"picture"
    (request,) = seen
    assert str(request.url) == f"https://{PUBLIC}/pen.jpg?size=2"
    assert request.headers["host"] == "pictures.example"
    assert request.extensions["sni_hostname"] == "pictures.example"
    assert "cookie" not in request.headers
    assert asked == ["pictures.example"]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *(
            "100.64.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
        ),
        *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "::7f00:1"),
    ],
)
async def test_no_address_within_is_asked(address: str) -> None:
    """Neither alone nor hidden behind a public one."""
    assert not is_public(ip_address(address))
    for addresses in ((address,), (PUBLIC, address)):
        with pytest.raises(Rejected, match="public internet"):
            await fetch(never, *addresses)


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"])
def test_the_public_internet_is_public(address: str) -> None:
    """Or nothing would ever be fetched."""
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "[::1]", "127.0.0.1."],
)
async def test_odd_ways_to_write_loopback_lead_nowhere(host: str) -> None:
    """Through the machine's own look-up."""
    with pytest.raises((Rejected, CannotFetchNow)):
        await fetch_picture(f"https://{host}/x.png", transport=httpx.MockTransport(never))


@pytest.mark.parametrize(
    "url",
    [
        "http://pictures.example/pen.jpg",
        "https://pictures.example:8443/pen.jpg",
        "https://user:word@pictures.example/pen.jpg",
        "ftp://pictures.example/pen.jpg",
        "file:///etc/passwd",
        "gopher://pictures.example/",
        "//pictures.example/pen.jpg",
        "https:///pen.jpg",
        "https://pictures.example:port/pen.jpg",
        "https://[::1/pen.jpg",
        "https://pictures.example/a b.jpg",
        "https://pictures.example/\r\nhost: within",
        "https://" + "a" * 2_000 + ".example/",
        "https://" + "a" * 64 + ".example/",
        "",
    ],
)
async def test_only_plain_https_addresses_are_asked(url: str) -> None:
    """Refused before anything is looked up."""
    with pytest.raises(Rejected):
        check_url(url)
    with pytest.raises(Rejected):
        await fetch(never, url=url)


async def test_a_redirect_is_checked_like_the_first_address() -> None:
    """To plain http, to another port, or within: refused. To another public site: followed, twice at most."""

    def to(place: str) -> Answer:
        return lambda request: (
            httpx.Response(302, headers={"location": place})
            if request.url.path == "/pen.jpg"
            else httpx.Response(200, content=sent(b"there"))
        )

    for place in ("http://pictures.example/b", "https://pictures.example:8080/b", "file:///etc/passwd"):
        with pytest.raises(Rejected):
            await fetch(to(place))
    assert await fetch(to("/elsewhere.jpg")) == b"there"
    with pytest.raises(Rejected, match="without end"):
        await fetch(to("/pen.jpg"))

    async def resolve(host: str) -> list[str]:
        return ["127.0.0.1"] if host == "within.example" else [PUBLIC]

    with pytest.raises(Rejected, match="public internet"):
        await fetch_picture(
            URL, resolve=resolve, transport=httpx.MockTransport(to("https://within.example/x"))
        )


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, Rejected), (410, Rejected), (403, Rejected), (503, CannotFetchNow), (429, CannotFetchNow)],
)
async def test_a_dead_address_is_told_from_a_tired_site(status: int, kind: type[Exception]) -> None:
    """Only the second is worth another try."""
    with pytest.raises(kind, match=str(status)):
        await fetch(lambda _: httpx.Response(status))


async def test_a_site_that_does_not_answer_may_do_so_later() -> None:
    """No connection, no name, no end of it."""

    def broken(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("no answer")

    async def unknown(_: str) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(CannotFetchNow):
        await fetch(broken)
    with pytest.raises(CannotFetchNow):
        await fetch_picture(URL, resolve=unknown, transport=httpx.MockTransport(never))


async def test_no_more_than_8_mb_are_read() -> None:
    """Whatever the site said about the length."""
    sent = 0

    async def endless() -> object:
        nonlocal sent
        while True:
            sent += 1 << 20
            yield b"\0" * (1 << 20)

    with pytest.raises(Rejected, match="8 MB"):
        await fetch(lambda _: httpx.Response(200, content=endless()))  # type: ignore[arg-type]
    assert sent <= LARGEST_FILE + (2 << 20)
