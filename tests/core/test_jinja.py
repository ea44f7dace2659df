"""The few filters of templates, and how strict the environment is."""

from datetime import UTC, date, datetime

import pytest
from jinja2 import UndefinedError

from app.core.jinja import iso, local_date, local_time, make_environment, phone_link, plural, rich
from app.core.settings import Settings

LATE = datetime(2026, 11, 24, 19, 5, tzinfo=UTC)  # just after midnight in Pakistan


def test_moments_are_shown_on_pakistans_clock() -> None:
    assert local_date(LATE) == "Wed 25 Nov"
    assert local_date(LATE, year=True) == "Wed 25 Nov 2026"
    assert local_time(LATE) == "12:05 am"
    assert local_time(datetime(2026, 11, 24, 7, 30, tzinfo=UTC)) == "12:30 pm"
    assert iso(LATE) == "2026-11-25T00:05+05:00"


def test_days_are_shown_as_they_are() -> None:
    assert local_date(date(2026, 3, 1)) == "Sun 1 Mar"
    assert iso(date(2026, 3, 1)) == "2026-03-01"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 items"), (1, "1 item"), (3, "3 items"), (1240, "1,240 items")]
)
def test_plural(count: int, words: str) -> None:
    assert plural(count, "item") == words


def test_plural_of_an_odd_word() -> None:
    assert plural(2, "copy", "copies") == "2 copies"


def test_phone_links_are_international() -> None:
    assert phone_link("042 3576 1999") == "+924235761999"
    assert phone_link("+92 300 1234567") == "+923001234567"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>Plain</p>", "<p>Plain</p>"),
        ("<script>alert(1)</script>ok", "ok"),
        ("<p style='color:red' class='mast' id='main' hx-get='/x' onclick='x()'>a</p>", "<p>a</p>"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<svg onload=alert(1)></svg>", ""),
        ("<form action=/sign-out method=post><button>x</button></form>", "x"),
        ("a<!-- [if IE]> -->b", "ab"),
    ],
)
def test_rich_text_keeps_only_prose(written: str, shown: str) -> None:
    assert rich(written) == shown


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " JaVaScRiPt:x"]
)
def test_rich_text_links_lead_to_the_web_only(address: str) -> None:
    assert "href" not in rich(f'<a href="{address}">x</a>')


def test_templates_escape_and_refuse_what_is_missing() -> None:
    environment = make_environment(Settings(environment="test"), {"asset": str.upper})
    page = environment.from_string("{{ name }} {{ 125000|money }} {{ asset('a') }}")
    assert page.render(name="<b>&'") == "&lt;b&gt;&amp;&#39; Rs\u00a01,250 A"
    with pytest.raises(UndefinedError):
        page.render()
