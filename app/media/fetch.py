"""Fetch a picture from another site, and nothing else from anywhere else (security reference, F04).

https on port 443 only. The name is looked up once, every address it has must be a public one, and the connection goes
to the address that was checked. A redirect is another fetch with the same checks.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from app.core.errors import Conflict, Rejected
from app.core.http import USER_AGENT
from app.media.resize import LARGEST_FILE

LONGEST_URL = 2_000
_SECONDS = 5.0
_MOST_REDIRECTS = 2
_MOST_ADDRESSES = 20
_TRANSLATED = [
    ip_network("64:ff9b::/96"),
    ip_network("64:ff9b:1::/48"),
    ip_network("2002::/16"),
    ip_network("::/96"),
]
"""IPv6 forms that lead to an IPv4 address which nobody has checked."""
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Awaitable[Sequence[str]]]


class CannotFetchNow(Conflict):
    """The other site did not answer, or asked to come back. Later may help."""


def check_url(url: str) -> str:
    """The address, if it is one that may be fetched. Raises Rejected in plain words; nothing is looked up."""
    _host_of(url)
    return url


async def fetch_picture(
    url: str, *, resolve: Resolve | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> bytes:
    """The bytes at that address, at most 8 MB; nobody has looked yet whether they are a picture.

    Raises Rejected when asking again cannot help, CannotFetchNow when it may.
    """
    try:
        async with (
            asyncio.timeout(_SECONDS * (_MOST_REDIRECTS + 1)),
            httpx.AsyncClient(transport=transport, timeout=_SECONDS, trust_env=False, verify=True) as client,
        ):
            for _ in range(_MOST_REDIRECTS + 1):
                found = await _ask(client, url, resolve or _look_up)
                if isinstance(found, bytes):
                    return found
                url = found
    except (httpx.TransportError, TimeoutError) as error:
        raise CannotFetchNow("The site did not answer.") from error
    raise Rejected("The address leads from one place to the next without end.")


async def _ask(client: httpx.AsyncClient, url: str, resolve: Resolve) -> bytes | str:
    """The file, or the address that the site sends us on to."""
    host = _host_of(url)
    address = await _public_address(host, resolve)
    parts = urlsplit(url)
    target = f"[{address}]" if address.version == 6 else str(address)
    request = client.build_request(
        "GET",
        urlunsplit(("https", target, parts.path or "/", parts.query, "")),
        headers={"host": host, "user-agent": USER_AGENT, "accept": "image/*", "accept-encoding": "identity"},
        extensions={"sni_hostname": host},
    )
    answer = await client.send(request, stream=True)
    try:
        if answer.is_redirect and answer.headers.get("location"):
            return urljoin(url, answer.headers["location"])
        if answer.status_code in _LATER:
            raise CannotFetchNow(f"The site answered {answer.status_code}.")
        if answer.status_code != 200:
            raise Rejected(f"There is no picture at this address: the site answered {answer.status_code}.")
        return await _read(answer)
    finally:
        await answer.aclose()


async def _read(answer: httpx.Response) -> bytes:
    data = bytearray()
    async for piece in answer.aiter_raw():
        data += piece
        if len(data) > LARGEST_FILE:
            raise Rejected("The picture at this address is larger than 8 MB.")
    return bytes(data)


def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if len(url) > LONGEST_URL or not host or not url.isprintable() or " " in url:
        raise Rejected("This is no address of a picture.")
    if parts.scheme != "https" or port not in {None, 443}:
        raise Rejected("Pictures are fetched from https addresses on the usual port only.")
    if parts.username is not None or parts.password is not None:
        raise Rejected("An address with a name or password in it is not fetched.")
    try:
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Rejected("This is no address of a picture.") from None


async def _public_address(host: str, resolve: Resolve) -> Address:
    try:
        names = await resolve(host)
    except OSError as error:
        raise CannotFetchNow("There is no such site, or its name could not be looked up.") from error
    addresses = [ip_address(name.partition("%")[0]) for name in names[:_MOST_ADDRESSES]]
    if not addresses or not all(is_public(address) for address in addresses):
        raise Rejected("This address does not lead to the public internet, so it is not fetched.")
    return addresses[0]


def is_public(address: Address) -> bool:
    """Whether a machine of somebody else answers there, as far as an address can say."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


async def _look_up(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]
