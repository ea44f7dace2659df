"""Every answer carries the security headers (security reference, §2 and §3)."""

import pytest

from app.core.settings import Settings
from app.web.middleware.security_headers import page_policy
from tests.support.page import PageClient

ANSWERS = [
    ("/sign-in", 200),
    ("/health/live", 200),
    ("/no-such-page", 404),
    ("/static/no-such-file.0123456789abcdef.css", 404),
    ("/theme", 405),
    ("/c/pens/", 301),
    ("/account", 303),
    ("/x%00y", 400),
    ("/api/no-such-thing", 404),
]


@pytest.mark.parametrize(("path", "status"), ANSWERS)
async def test_every_kind_of_answer_is_complete(client: PageClient, path: str, status: int) -> None:
    page = await client.get(path, follow=False)  # the client itself checks that each header is there once
    assert page.status == status
    assert "server" not in page.headers


async def test_static_files_are_kept_for_a_year_and_carry_the_headers_too(client: PageClient) -> None:
    page = await client.get("/sign-in")
    sheet = str(page.one("link[rel=stylesheet]")["href"])
    answer = await client.get(sheet)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_the_page_policy_allows_nothing_inline_and_nobody_else() -> None:
    policy = page_policy(Settings(insecure_cookies=False))
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "upgrade-insecure-requests" in policy
    directives = [part.split()[0] for part in policy.split("; ")]
    assert len(directives) == len(set(directives))
    assert {"base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(
        policy.split("; ")
    )


async def test_development_does_not_upgrade_to_https(client: PageClient) -> None:
    page = await client.get("/sign-in")
    assert "upgrade-insecure-requests" not in page.headers["content-security-policy"]
    assert "strict-transport-security" not in page.headers


async def test_over_https_cookies_and_transport_are_bound(settings: Settings) -> None:
    secure = settings.model_copy(update={"base_url": "https://shop.example", "insecure_cookies": False})
    async with PageClient(secure) as client:
        page = await client.get("/sign-in")
        cookie = page.headers["set-cookie"]
        assert cookie.startswith("__Host-b2e_sid=")
        assert "; Secure" in cookie
        assert page.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains; preload"
        assert "upgrade-insecure-requests" in page.headers["content-security-policy"]


async def test_json_gets_a_policy_without_sources(client: PageClient) -> None:
    page = await client.get("/health/live")
    assert page.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert page.headers["cache-control"] == "private, no-store"


async def test_a_route_can_keep_its_address_to_itself(trial: PageClient) -> None:
    assert (await trial.get("/trial/secret")).headers["referrer-policy"] == "no-referrer"
    assert (await trial.get("/trial/private")).headers["referrer-policy"] == "strict-origin-when-cross-origin"


async def test_a_catalogue_page_is_cached_only_for_those_it_does_not_know(trial: PageClient) -> None:
    anonymous = await trial.get("/trial/public")
    assert anonymous.headers["cache-control"] == "public, max-age=0, s-maxage=60, stale-while-revalidate=300"
    assert anonymous.headers["vary"] == "HX-Request, HX-Request-Type, Accept-Encoding"
    assert "set-cookie" not in anonymous.headers
    assert 'hx-get="/cart/badge" hx-trigger="load' in anonymous.text
    for name in ("b2e_sid", "b2e_cart", "theme"):
        trial.forget_cookies()
        trial.http.cookies.set(name, "A" * 43)
        known = await trial.get("/trial/public")
        assert known.headers["cache-control"] == "private, no-cache", name
        assert ('hx-get="/cart/badge" hx-trigger="load' in known.text) == (name == "theme"), name


@pytest.mark.parametrize(
    ("base", "allowed"),
    [
        ("", "img-src 'self' data:;"),
        ("https://cdn.example/shop/", "img-src 'self' data: https://cdn.example;"),
        ("no address; script-src *", "img-src 'self' data:;"),
    ],
)
def test_pictures_may_come_from_the_cdn_alone(base: str, allowed: str) -> None:
    """The policy follows the setting by itself, and takes nothing from it but an origin."""
    policy = page_policy(Settings(media_base_url=base))
    assert allowed in policy
    assert "script-src 'self';" in policy
