"""The rules of tests/support/markup.py catch what they are for."""

import pytest

from tests.support.markup import faults

PAGE = (
    "<!doctype html><html lang=en><head><title>T</title></head><body><main><h1>H</h1>{}</main></body></html>"
)


def test_a_plain_page_is_sound() -> None:
    assert faults(PAGE.format("<h2>A</h2><p>Text</p>")) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p>a<div>b</div></p>", "parse error"),
        ("<i id=x></i><i id=x></i>", "id 'x' stands 2 times"),
        ("<p style='color:red'>a</p>", "<p> has style="),
        ("<p onclick='x()'>a</p>", "<p> has onclick="),
        ("<p hx-on:click='x()'>a</p>", "<p> has hx-on:click="),
        ("<a href='javascript:x()'>a</a>", "runs a script"),
        ("<script>x()</script>", "inline <script>"),
        ("<style>p{}</style>", "<style> element"),
        ("<img src=a alt='' width=1>", "lacks height"),
        ("<input name=q>", "<input name=q> has no label"),
        ("<button><svg></svg></button>", "has no name"),
        ("<a href='#'>go</a>", "leads nowhere"),
        ("<a href='/x' aria-hidden=true>x</a>", "takes the focus"),
        ("<label for=nothing>x</label>", "for='nothing' points at nothing"),
        ("<a href='#gone'>x</a>", "link to #gone points at nothing"),
        ("<div hx-get='/x'>x</div>", "hx-get=/x has no plain way"),
        ("<a href='/y' hx-get='/x'>x</a>", "hx-get=/x has no plain way"),
        ("<form action='/x' hx-post='/x'></form>", "hx-post=/x has no plain way"),
        ("<h1>again</h1>", "2 h1 headings"),
        ("<h3>deep</h3>", "h1 is followed by h3"),
        ("</main><main>", "not exactly one main"),
    ],
)
def test_each_rule_catches(body: str, fault: str) -> None:
    assert any(fault in found for found in faults(PAGE.format(body)))
