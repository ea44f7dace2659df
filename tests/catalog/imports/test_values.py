"""Single cells."""

import pytest

from app.catalog.imports import values
from app.catalog.imports.problems import BadValue


@pytest.mark.parametrize(
    ("text", "paisa"),
    [("1250", 125_000), ("1,250.00", 125_000), ("Rs 99.5", 9_950), ("0.01", 1), ("007", 700)],
)
def test_prices_are_read_into_paisa(text: str, paisa: int) -> None:
    assert values.price(text) == paisa


@pytest.mark.parametrize(
    "text",
    ["0", "0.00", "-5", "−5", "abc", "1.234", "1250,00.1.2", "1e3", "NaN", "∞", "10000001", "9" * 40, "٥٠"],
)
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        values.price(text)


def test_a_letter_among_digits_is_pointed_out() -> None:
    with pytest.raises(BadValue) as refusal:
        values.price("1,2OO")
    assert "O for 0" in refusal.value.remedy


def test_a_negative_price_says_so() -> None:
    with pytest.raises(BadValue, match="negative"):
        values.price("-250")


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12.0", 12), ("1,200", 1200), ("0", 0)])
def test_whole_numbers(text: str, number: int) -> None:
    assert values.whole(text, most=5_000) == number


@pytest.mark.parametrize("text", ["12.5", "-1", "many", "5001", "1" * 30, "0x10", "²"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        values.whole(text, most=5_000)


@pytest.mark.parametrize(("text", "answer"), [("true", True), ("FALSE", False), ("Yes", True), ("0", False)])
def test_yes_and_no(text: str, answer: bool) -> None:
    assert values.yes_no(text) is answer


def test_anything_else_is_neither_yes_nor_no() -> None:
    with pytest.raises(BadValue):
        values.yes_no("perhaps")


def test_statuses_of_the_export_become_our_states() -> None:
    assert [values.state(word) for word in ("active", "Draft", "ARCHIVED")] == [
        "published",
        "draft",
        "archived",
    ]
    with pytest.raises(BadValue):
        values.state("activ")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("https://example.com/pen.jpg", "not fetched"),
        ("HTTP://169.254.169.254/latest", "not fetched"),
        ("//example.com/pen.jpg", "not fetched"),
        ("../../etc/passwd", "no picture"),
        ("drawing:spaceship?c=112233", "spaceship"),
        ("drawing:single_pen?c=blue", "colour"),
        ("drawing:single_pen?c=112233&view=inside", "view"),
    ],
)
def test_pictures_that_cannot_be_made_are_refused(source: str, reason: str) -> None:
    with pytest.raises(BadValue, match=reason):
        values.picture(source)


def test_a_drawing_is_taken_as_it_is() -> None:
    source = "drawing:single_pen?c=1f4fa3&view=detail"
    assert values.picture(source) == source


def test_a_category_path_has_one_or_two_names() -> None:
    assert values.category_path("Pens") == ("Pens",)
    assert values.category_path(" Pens  >  Fountain   Pens ") == ("Pens", "Fountain Pens")
    for wrong in ("Pens > ", "> Pens", "A > B > C", "x" * 101):
        with pytest.raises(BadValue):
            values.category_path(wrong)
