"""The client for calls to the outside: couriers, payment services, search."""

import httpx

USER_AGENT = "Buy2Enjoy/1"


def make_client(base_url: str = "", *, seconds: float = 10) -> httpx.AsyncClient:
    """A client that never waits for ever, never follows a redirect and takes no proxy from the environment.

    A redirect of a payment or courier service is either a mistake or an attack; the caller sees the 3xx.
    """
    return httpx.AsyncClient(
        base_url=base_url,
        timeout=httpx.Timeout(seconds, connect=min(seconds, 3)),
        limits=httpx.Limits(max_connections=20, max_keepalive_connections=10),
        headers={"user-agent": USER_AGENT},
        follow_redirects=False,
        trust_env=False,
    )
