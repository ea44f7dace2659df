"""Names as addresses."""

import pytest

from app.catalog.slugs import LONGEST, is_slug, make_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Winsor & Newton", "winsor-and-newton"),
        ("Children’s Books & Comics", "childrens-books-and-comics"),
        ("Crayon Conté à Paris", "crayon-conte-a-paris"),
        ("  A4 – 80 gsm  ", "a4-80-gsm"),
        ("10×14 cm", "10x14-cm"),
        ("قلم", "qlm"),
        ("!!!", ""),
    ],
)
def test_names_become_slugs(name: str, slug: str) -> None:
    assert make_slug(name) == slug


def test_long_names_are_cut_between_words() -> None:
    slug = make_slug("very long name " * 20)
    assert len(slug) <= LONGEST
    assert slug.endswith(("very", "long", "name"))


@pytest.mark.parametrize(
    "text", ["Pens", "pens-", "-pens", "pens--ink", "pens/ink", "", "pens_ink", "a" * 101, "pén"]
)
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)
