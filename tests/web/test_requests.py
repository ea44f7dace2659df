"""What every request meets before the framework sees it: names, logs, tidy addresses, refusals, HEAD."""

import json
import logging
import re
from io import StringIO

import pytest
import structlog

from tests.support.page import PageClient


@pytest.mark.parametrize(
    ("untidy", "tidy"),
    [
        ("/c/pens/", "/c/pens"),
        ("//c//pens", "/c/pens"),
        ("/C/Pens", "/c/pens"),
        ("/p/Khattat-Pen?Colour=Blue&x=%2F", "/p/khattat-pen?Colour=Blue&x=%2F"),
        ("/cart/", "/cart"),
        ("/DEALS", "/deals"),
        ("///", "/"),
        ("//evil.example/", "/evil.example"),
        ("/\\evil.example/", "/%5Cevil.example"),
        ("/%5Cevil.example//", "/%5Cevil.example"),
        ("/%2F%2Fevil.example/", "/evil.example"),
        ("/p/%D9%BE%DB%8C%D9%86/", "/p/%D9%BE%DB%8C%D9%86"),
        ("/c/a%3Fb/", "/c/a%3Fb"),
    ],
)
async def test_one_address_for_one_page(client: PageClient, untidy: str, tidy: str) -> None:
    page = await client.get(client.settings.base_url + untidy, follow=False)
    assert page.status == 301
    assert page.location == tidy
    assert re.match(r"/(?![/\\])", page.location), "never leads to another site"


@pytest.mark.parametrize("path", ["/orders/B2E-10482", "/cart", "/", "/static/X.Css", "/media/ABC"])
async def test_tidy_addresses_and_those_with_capitals_of_their_own_stay(
    client: PageClient, path: str
) -> None:
    assert (await client.get(path, follow=False)).status != 301


async def test_a_form_is_not_redirected_and_lost(client: PageClient) -> None:
    page = await client.post("/theme/", {"theme": "dark", "back": "/cart"}, follow=False)
    assert page.status in {303, 404}


@pytest.mark.parametrize(
    "target",
    [
        "/x%00y",
        "/x%0d%0aSet-Cookie:a=b",
        "/brands?q=%00",
        "/brands?q=a%0Ab",
        "/brands?%1b[31m",
        "/x%ff%fe",
        "/brands?q=%c3%28",
        "/brands?q=%ed%a0%80",
        "/brands?q=%c0%ae",
        "/%7f",
    ],
)
async def test_characters_no_browser_sends_are_refused(client: PageClient, target: str) -> None:
    page = await client.get(target)
    assert page.status == 400
    assert len(page.text) < 100


async def test_the_search_field_takes_whatever_is_pasted(client: PageClient) -> None:
    for text in ("a" * 10_240, "%00", "a%0Ab", "%1b[31m", "%c3%28", "%ed%a0%80", "%d9%82" * 3_000):
        for path in ("/search", "/search/suggestions"):
            page = await client.get(f"{path}?q={text}")
            assert page.status == 200, (path, text[:20])


async def test_sizes_are_bounded(client: PageClient) -> None:
    assert (await client.get("/brands?q=" + "a" * 8_000)).status == 414
    assert (await client.get("/search?q=" + "a" * 40_000)).status == 414
    assert (await client.get("/sign-in", headers={"x-much": "a" * 17_000})).status == 431
    assert (await client.get("/sign-in", headers={f"x-{n}": "a" for n in range(101)})).status == 431
    page = await client.post("/theme", {"theme": "a" * 1_100_000})
    assert page.status == 413


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get"])
async def test_unknown_methods_are_refused(client: PageClient, method: str) -> None:
    request = client.http.build_request("GET", "/sign-in")
    request.method = method
    answer = await client.http.send(request)
    assert answer.status_code == 501


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1:8000@evil.example", "127.0.0.1:8000/evil", "evil.example:8000", "", "a:b:c"],
)
async def test_another_host_is_refused(client: PageClient, host: str) -> None:
    page = await client.get("/sign-in", headers={"host": host})
    assert page.status == 400


async def test_production_answers_to_its_own_name_alone() -> None:
    from app.core.settings import Settings
    from app.web.origin import is_our_host

    shop = Settings.model_construct(environment="production", base_url="https://shop.example")
    assert is_our_host(shop, "shop.example")
    assert is_our_host(shop, "shop.example:443")
    for host in (
        "127.0.0.1",
        "localhost",
        "shop.example:8000",
        "shop.example.evil.example",
        "www.shop.example",
    ):
        assert not is_our_host(shop, host), host


async def test_health_answers_whatever_the_host(client: PageClient) -> None:
    assert (await client.get("/health/live", headers={"host": "10.1.2.3:8000"})).status == 200
    assert (await client.get("/health/live", headers={"host": "pod-7.cluster.local"})).status == 200


async def test_head_is_get_without_the_body(client: PageClient) -> None:
    for path in ("/sign-in", "/no-such-page", "/health/live"):
        got, asked = await client.get(path), await client.head(path)
        assert asked.status == got.status
        assert asked.response.content == b""
        assert asked.headers["content-type"] == got.headers["content-type"]
        assert int(asked.headers["content-length"]) > 0


async def test_options_change_nothing_and_allow_no_other_site(client: PageClient) -> None:
    page = await client._send("OPTIONS", "/sign-in", None, headers={"origin": "https://evil.example"})
    assert page.status == 204
    assert not any(name.startswith("access-control") for name in page.headers)


async def test_a_request_keeps_a_harmless_name_and_loses_a_harmful_one(client: PageClient) -> None:
    page = await client.get("/health/live", headers={"x-request-id": "edge-1234.abc"})
    assert page.headers["x-request-id"] == "edge-1234.abc"
    for bad in ("short", "a" * 65, "has space in it", '"quoted-name"', "<script>alert</script>"):
        page = await client.get("/health/live", headers={"x-request-id": bad})
        assert re.fullmatch(r"[0-9a-f]{16}", page.headers["x-request-id"]), bad


async def test_the_access_log_names_route_status_and_time_and_nothing_private(
    trial: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = StringIO()
    requests = logging.getLogger("access")
    monkeypatch.setattr("app.core.logging._request_lines", {"out": heard})
    requests.setLevel(logging.INFO)
    await trial.get(
        "/trial/number/12345?key=s3cret", headers={"cookie": "b2e_sid=s3cret", "user-agent": "s3cret"}
    )
    await trial.post("/sign-in", {"email": "a@example.com", "password": "s3cret"})
    await trial.get("/no-such-page?key=s3cret")
    requests.setLevel(logging.NOTSET)
    access = lines = [json.loads(line) for line in heard.getvalue().splitlines()]
    assert [(line["method"], line["status"]) for line in access] == [
        ("GET", 200),
        ("POST", 403),
        ("GET", 404),
    ]
    assert access[0]["route"] == "/trial/number/{number}"
    assert "12345" not in json.dumps(access), "a path may hold a token, its route does not"
    assert access[2]["path"] == "/no-such-page"
    assert all(re.fullmatch(r"[0-9a-f]{16}", line["request_id"]) for line in access)
    assert len({line["request_id"] for line in access}) == 3
    assert all(line["ms"] >= 0 for line in access)
    assert "s3cret" not in json.dumps(lines)
    assert "request_id" not in structlog.contextvars.get_contextvars()
