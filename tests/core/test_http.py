"""The client for calls to the outside."""

import httpx

from app.core.http import make_client


async def test_it_never_follows_a_redirect_and_never_waits_for_ever(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("HTTP_PROXY", "http://evil.example:3128")
    monkeypatch.setenv("HTTPS_PROXY", "http://evil.example:3128")
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": "http://169.254.169.254/"})

    async with make_client("https://courier.example", seconds=5) as client:
        assert client.timeout == httpx.Timeout(5, connect=3)
        assert not client._mounts, "no proxy of the environment"
        client._transport = httpx.MockTransport(answer)
        response = await client.get("/rates")
    assert response.status_code == 302
    assert asked == ["https://courier.example/rates"]
