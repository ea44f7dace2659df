"""Pages cut at their headings."""

from app.content.sections import sections


def test_a_page_is_cut_at_its_headings() -> None:
    html = "<p>First.</p><h3>Prices &amp; <em>tax</em></h3><p>a</p><p>b</p><h3>End</h3>"
    assert sections(html) == [(None, "<p>First.</p>"), ("Prices & tax", "<p>a</p><p>b</p>"), ("End", "")]


def test_a_page_without_headings_is_one_piece() -> None:
    assert sections("<p>All of it.</p>") == [(None, "<p>All of it.</p>")]


def test_nothing_is_no_section() -> None:
    assert sections(" ") == []
