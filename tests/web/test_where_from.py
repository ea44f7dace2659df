"""Whom a request comes from, and where it may be sent on to."""

import pytest

from app.web.client_address import client_address, limit_key
from app.web.next_path import safe_next

PROXIES = ["10.0.0.0/8", "2001:db8::/32"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("203.0.113.7", "", [], "203.0.113.7"),
        ("203.0.113.7", "1.2.3.4", [], "203.0.113.7"),
        ("203.0.113.7", "1.2.3.4", PROXIES, "203.0.113.7"),
        ("10.0.0.1", "1.2.3.4", PROXIES, "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", PROXIES, "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6,1.2.3.4, 10.0.0.2", PROXIES, "1.2.3.4"),
        ("10.0.0.1", "1.2.3.4, garbage", PROXIES, "10.0.0.1"),
        ("10.0.0.1", "", PROXIES, "10.0.0.1"),
        ("2001:db8::1", "2a00::9", PROXIES, "2a00::9"),
        ("::ffff:10.0.0.1", "1.2.3.4", PROXIES, "1.2.3.4"),
        (None, "1.2.3.4", PROXIES, "unknown"),
        ("testclient", "1.2.3.4", PROXIES, "unknown"),
    ],
)
def test_the_header_counts_only_from_our_own_proxies(
    peer: str | None, forwarded: str, trusted: list[str], address: str
) -> None:
    assert client_address(peer, forwarded, trusted) == address


def test_a_household_of_addresses_is_one() -> None:
    assert limit_key("2001:db8:1:2:aaaa::1") == limit_key("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::"
    assert limit_key("2001:db8:1:3::1") != limit_key("2001:db8:1:2::1")
    assert limit_key("203.0.113.7") == "203.0.113.7"
    assert limit_key("unknown") == "unknown"


HOSTILE = [
    *("", " ", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example"),
    *(
        "http://evil.example",
        "https://evil.example/",
        "HTTPS://evil.example",
        "evil.example",
        "www.evil.example",
    ),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "mailto:a@b.c",
        "ftp://x",
    ),
    *(
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "/\r\nX: y",
    ),
    *(
        "/%2f%2fevil.example",
        "/%2Fevil.example",
        "/%5cevil.example",
        "/%5Cevil.example",
        "/%252fevil.example",
    ),
    *(
        "%2f%2fevil.example",
        "/%09/evil.example",
        "/%0d%0aLocation:x",
        "/%00",
        "/x%00y",
        "/a\x00b",
        "/\u202eevil",
    ),
    *(
        "/．evil",
        "/cart\\..\\",
        "//localhost",
        "//127.0.0.1:8000",
        "//user@host",
        "http:/evil.example",
        "http:evil",
    ),
    *("?next=//evil.example", "#//evil.example", "../evil", "./evil", "cart", "/ünïcode", "/" + "a" * 3_000),
    *(
        "//evil.example/%2e%2e",
        "/%2f/evil.example/",
        "//%65vil.example",
        "https:evil.example",
        "file:///etc/passwd",
    ),
    *("/sign-in", "/sign-out", "/register", "/sign-in?next=/x", "/admin/sign-in", "/admin/sign-out"),
]


@pytest.mark.parametrize("path", HOSTILE, ids=repr)
def test_nobody_is_sent_off_the_site(path: str) -> None:
    assert safe_next(path, "/safe") == "/safe"


def test_sixty_forms_of_it() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/cart",
        "/checkout/delivery",
        "/c/pens?brand=inkly&page=2",
        "/orders/B2E-10482?key=a_b-c",
        "/p/x%20y",
    ],
)
def test_a_path_of_our_own_is_kept(path: str) -> None:
    assert safe_next(path, "/safe") == path
