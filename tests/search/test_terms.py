"""Which words of a search are kept."""

import pytest

from app.search.terms import term_of


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("  Gel   PEN ", "gel pen"),
        ('"gel pen"', "gel pen"),
        ("قلم", "قلم"),
        ("0.5 mm", "0.5 mm"),
        ("a4", "a4"),
        ("p", None),
        ("?!", None),
        ("🖋🖋", None),
        ("x" * 61, None),
        ("ayesha@example.com", None),
        ("0300 1234567", None),
        ("35202-1234567-1", None),
        ("+92 300 12 34 567", None),
        ("۰۳۰۰۱۲۳۴۵۶۷", None),
        ("B2E-10482", None),
        ("https://example.com/x", None),
    ],
)
def test_only_words_that_name_nobody(typed: str, term: str | None) -> None:
    assert term_of(typed) == term
