"""From rows to a product, without a database."""

from collections.abc import Sequence

import pytest

from app.catalog.imports.columns import read_header
from app.catalog.imports.drafts import ProductDraft
from app.catalog.imports.problems import Problem, Problems
from app.catalog.imports.read_product import read_product
from app.catalog.imports.reading import Record, handle_of
from app.catalog.imports.rows import Rules
from tests.factories.product_file import COLUMNS, coloured_pen, pen_row

TAX_CLASSES = frozenset({"standard", "books-exempt"})


def read(rows: Sequence[dict[str, str]], *, excess: int = 0) -> tuple[ProductDraft | None, list[Problem]]:
    """The draft of one product's rows, and what was wrong with them."""
    problems = Problems()
    rules = Rules(read_header(COLUMNS, ","), TAX_CLASSES, problems)
    records = [
        Record(number, {name: text for name, text in row.items() if text}, excess)
        for number, row in enumerate(rows, start=2)
    ]
    return read_product(handle_of(records[0]), records, rules), problems.kept


BAD_ROWS: list[tuple[dict[str, str], str, str]] = [
    ({"Variant Price": "-250"}, "Variant Price", "negative"),
    ({"Variant Price": "0"}, "Variant Price", "more than zero"),
    ({"Variant Price": "1,2OO"}, "Variant Price", "not an amount"),
    ({"Variant Price": ""}, "Variant Price", "missing"),
    ({"Variant SKU": ""}, "Variant SKU", "missing"),
    ({"Variant SKU": "x" * 65}, "Variant SKU", "letters"),
    ({"Variant Inventory Qty": "some"}, "Variant Inventory Qty", "whole number"),
    ({"Title": ""}, "Title", "no title"),
    ({"Title": "x" * 201}, "Title", "letters"),
    ({"Status": "activ"}, "Status", "no such status"),
    ({"Tax Class": "free"}, "Tax Class", "no such tax class"),
    ({"Category Path": "A > B > C"}, "Category Path", "two levels"),
    ({"Body (HTML)": "x" * 10_001}, "Body (HTML)", "10,000"),
    ({"Option1 Name": "Colour", "Option1 Value": ""}, "Option1 Value", "missing"),
    ({"Handle": "!!!"}, "Handle", "missing"),
]


@pytest.mark.parametrize(("change", "column", "reason"), BAD_ROWS)
def test_a_bad_cell_keeps_its_row_out(change: dict[str, str], column: str, reason: str) -> None:
    draft, (problem,) = read([pen_row() | change])
    assert draft is None
    assert (problem.row, problem.column, problem.is_ignored) == (2, column, False)
    assert reason in problem.reason
    assert problem.remedy
    assert len(problem.value) <= 60


IGNORED_CELLS: list[tuple[dict[str, str], str]] = [
    ({"Image Src": "https://cdn.example.com/pen.jpg"}, "not fetched"),
    ({"Image Src": "drawing:spaceship?view=main"}, "spaceship"),
    ({"Variant Compare At Price": "1250"}, "no deal"),
    ({"Variant Compare At Price": "1000"}, "no deal"),
    ({"Variant Compare At Price": "soon"}, "not an amount"),
    ({"Variant Inventory Qty": "-3"}, "below zero"),
    ({"Variant Grams": "light"}, "whole number"),
    ({"Max Per Order": "many"}, "whole number"),
    ({"Extra Categories": "A > B > C"}, "two levels"),
]


@pytest.mark.parametrize(("change", "reason"), IGNORED_CELLS)
def test_a_cell_of_no_use_is_left_out_alone(change: dict[str, str], reason: str) -> None:
    draft, (problem,) = read([pen_row() | change])
    assert draft is not None
    assert problem.is_ignored
    assert reason in problem.reason


def test_a_was_price_above_the_price_is_a_deal() -> None:
    draft, problems = read([pen_row(Variant_Compare_At_Price="1,500")])
    assert draft is not None
    assert draft.variants[0].fields["compare_at"] == 150_000
    assert not problems


@pytest.mark.parametrize("nothing", ["0", "0.00", ""])
def test_a_was_price_of_nothing_is_none(nothing: str) -> None:
    draft, problems = read([pen_row(Variant_Compare_At_Price=nothing)])
    assert draft is not None
    assert draft.variants[0].fields["compare_at"] is None
    assert not problems


def test_one_bad_variant_leaves_the_others() -> None:
    rows = coloured_pen(colours=("Blue", "Red", "Green"))
    draft, (problem,) = read([rows[0], rows[1] | {"Variant Price": "x"}, rows[2]])
    assert draft is not None
    assert [variant.title for variant in draft.variants] == ["Blue", "Green"]
    assert draft.mentioned == {"PEN-1-BLUE", "PEN-1-RED", "PEN-1-GREEN"}
    assert problem.row == 3


def test_a_bad_first_variant_does_not_take_the_product_with_it() -> None:
    rows = coloured_pen()
    draft, (problem,) = read([rows[0] | {"Variant Price": ""}, rows[1]])
    assert draft is not None
    assert draft.fields["name"] == "Pen 1"
    assert [variant.title for variant in draft.variants] == ["Red"]
    assert problem.row == 2


def test_the_same_choice_twice_is_refused() -> None:
    again = coloured_pen(colours=("x", "blue"))[1] | {"Variant SKU": "OTHER"}
    draft, (problem,) = read([*coloured_pen(colours=("Blue",)), again])
    assert draft is not None
    assert len(draft.variants) == 1
    assert (problem.column, problem.reason) == ("Option1 Value", "Row 2 offers the same choice.")


def test_two_skus_without_options_are_refused() -> None:
    draft, (problem,) = read([pen_row(), {"Handle": "pen-1", "Variant SKU": "PEN-X", "Variant Price": "10"}])
    assert draft is not None
    assert len(draft.variants) == 1
    assert "row 2 sells it too" in problem.reason


def test_rows_with_pictures_only_add_pictures_in_order_of_position() -> None:
    detail = {"Handle": "pen-1", "Image Src": "drawing:single_pen?view=detail", "Image Position": "3"}
    desk = {"Handle": "pen-1", "Image Src": "drawing:single_pen?view=desk", "Image Position": "2"}
    draft, problems = read([pen_row(Image_Position="1"), detail, desk])
    assert draft is not None
    assert [image.source.rpartition("=")[2] for image in draft.images] == ["main", "desk", "detail"]
    assert [image.alt for image in draft.images] == ["Blue pen", "Pen 1", "Pen 1"]
    assert len(draft.variants) == 1
    assert not problems


def test_two_options_make_their_choices() -> None:
    first = pen_row() | {
        **{"Option1 Name": "Colour", "Option1 Value": "Navy", "Option2 Name": "Nib", "Option2 Value": "Fine"},
    }
    second = {"Handle": "pen-1", "Option1 Value": "Navy", "Option2 Value": "Broad"}
    draft, problems = read([first, second | {"Variant SKU": "PEN-B", "Variant Price": "1300"}])
    assert draft is not None
    assert [variant.choices for variant in draft.variants] == [
        {"colour": "navy", "nib": "fine"},
        {"colour": "navy", "nib": "broad"},
    ]
    assert [(option.name, list(option.values)) for option in draft.options] == [
        ("Colour", ["navy"]),
        ("Nib", ["fine", "broad"]),
    ]
    assert draft.options[0].values["navy"] == ("Navy", "#1b2a55")
    assert draft.options[1].values["fine"] == ("Fine", None)
    assert not problems


def test_cells_beyond_the_header_spoil_the_row() -> None:
    draft, (problem,) = read([pen_row()], excess=2)
    assert draft is None
    assert "2 cells too many" in problem.reason


def test_a_product_of_very_many_rows_is_cut() -> None:
    colours = [f"Shade {number}" for number in range(1_005)]
    draft, problems = read(coloured_pen(colours=colours))
    assert draft is not None
    assert len(draft.variants) == 1_000
    assert {problem.row for problem in problems} == set(range(1_002, 1_007))
