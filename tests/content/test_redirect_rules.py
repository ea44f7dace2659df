"""Which addresses a redirect may have."""

import pytest

from app.content.addresses import is_https, may_link
from app.content.redirect_rules import path_of, source_path, target_address, with_query

OURS = "https://buy2enjoy.example"


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/old", "/old"),
        ("  /old/  ", "/old"),
        ("//", None),
        ("/a//b/", "/a/b"),
        (f"{OURS}/old", "/old"),
        ("/caf%C3%A9", "/café"),
        ("/قلم", "/قلم"),
        ("/blue pens", "/blue pens"),
        *(
            (one, None)
            for one in ("", "/", "old", "//evil.example", "/\\evil", "/a?id=1", "https://evil.example/a")
        ),
        *(
            (one, None)
            for one in ("/admin", "/admin/orders", "/cart", "/api/x", "/static/a.css", "/%2f%2fevil", "/%00")
        ),
        ("/administration", "/administration"),
        ("/" + "a" * 600, None),
    ],
)
def test_old_addresses(typed: str, path: str | None) -> None:
    assert source_path(typed, OURS) == path


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("/c/pens?sort=new#top", "/c/pens?sort=new#top"),
        (OURS, "/"),
        (f"{OURS}/deals", "/deals"),
        ("https://example.com/a", "https://example.com/a"),
        ("/قلم", "/%D9%82%D9%84%D9%85"),
        *((one, None) for one in ("", "deals", "http://example.com", "//evil.example", "/\\evil.example")),
        *(
            (one, None)
            for one in (
                "javascript:alert(1)",
                "https://user:pass@example.com",
                "https://example",
                "/%0d%0aSet",
            )
        ),
        (f"{OURS}.evil.example/", f"{OURS}.evil.example/"),
    ],
)
def test_new_addresses(typed: str, target: str | None) -> None:
    assert target_address(typed, OURS) == target


def test_our_name_with_more_behind_it_is_somebody_else() -> None:
    assert path_of(f"{OURS}.evil.example/") is None
    assert path_of("/a/?b#c") == "/a"
    assert path_of("/caf%C3%A9") == "/café"


def test_the_visitors_query_goes_along() -> None:
    assert with_query("/a", "") == "/a"
    assert with_query("/a", "x=1") == "/a?x=1"
    assert with_query("/a?y=2#z", "x=1") == "/a?y=2&x=1#z"


@pytest.mark.parametrize(
    "address", ["https://[::1]/", "https://1.2.3.4/", "https://ex ample.com", "https://[", "ftp://a.b"]
)
def test_only_named_hosts_over_https(address: str) -> None:
    assert not is_https(address)
    assert not may_link(address)
