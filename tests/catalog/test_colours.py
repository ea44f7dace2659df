"""Colour names and their shades."""

import pytest

from app.catalog.colours import is_colour_option, shade_of


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("Blue", "Blue"),
        ("BURGUNDY", "burgundy"),
        ("Midnight Green", "green"),
        ("Cadmium Red Hue", "cadmium red"),
        ("Blue-Black", "black"),
        ("Navy with gold", "gold"),
        ("Teal Twist", "teal"),
    ],
)
def test_a_name_has_the_shade_of_the_words_it_is_made_of(name: str, like: str) -> None:
    assert shade_of(name) == shade_of(like) is not None


@pytest.mark.parametrize("name", ["Assorted", "", "Neon Mix", "7"])
def test_a_name_that_is_no_colour_has_none(name: str) -> None:
    assert shade_of(name) is None


def test_options_that_choose_colours() -> None:
    assert [is_colour_option(name) for name in ("Colour", "Ink colour", "Cover", "Size", "Inkwell")] == [
        True,
        True,
        True,
        False,
        False,
    ]
