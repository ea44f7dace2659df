"""Who is on the other end of the line. The only place that reads forwarding headers."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

UNKNOWN = "unknown"

Address = IPv4Address | IPv6Address


def client_address(peer: str | None, forwarded_for: str, trusted: Sequence[str]) -> str:
    """The right-most hop that is not one of our proxies; the header counts only when a proxy of ours sent it."""
    networks = [ip_network(entry, strict=False) for entry in trusted]
    hops = [*forwarded_for.split(","), peer or ""]
    found: Address | None = None
    for hop in reversed(hops):
        address = _parse(hop)
        if address is None:
            break
        found = address
        if not any(address in network for network in networks):
            break
    return str(found) if found else UNKNOWN


def limit_key(address: str) -> str:
    """What a rate limit counts: the address, or the /64 a household of IPv6 addresses shares."""
    parsed = _parse(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False).network_address)
    return address


def _parse(text: str) -> Address | None:
    try:
        address = ip_address(text.strip().removeprefix("::ffff:"))
    except ValueError:
        return None
    return address
