"""The header row."""

import pytest

from app.catalog.errors import FileRefused
from app.catalog.imports.columns import REQUIRED, read_header


def test_both_names_of_a_column_are_understood() -> None:
    old = read_header(["Handle", "Title", "Variant SKU", "Variant Price", "Image Src"], ",")
    new = read_header(["URL handle", "Title", "SKU", "Price", "Product image URL"], ",")
    assert old.names == new.names


def test_case_and_spaces_do_not_matter() -> None:
    assert read_header([" handle ", "TITLE", "variant  sku", "Variant Price"], ",").names == REQUIRED


def test_missing_columns_are_all_named() -> None:
    with pytest.raises(FileRefused) as refusal:
        read_header(["Handle", "Title", "Variant Price"], ",")
    assert "“Variant SKU”" in refusal.value.message
    assert "“Title”" not in refusal.value.message


def test_a_column_that_comes_twice_is_refused() -> None:
    with pytest.raises(FileRefused, match="twice"):
        read_header([*REQUIRED, "Price"], ",")


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(FileRefused, match="columns"):
        read_header([*REQUIRED, *(f"Extra {n}" for n in range(1_000))], ",")


def test_specification_columns_carry_key_and_label() -> None:
    layout = read_header([*REQUIRED, "Tip size (product.metafields.specs.tip_size)"], ",")
    assert layout.attributes == {"Tip size (product.metafields.specs.tip_size)": ("tip-size", "Tip size")}


def test_columns_without_use_are_told() -> None:
    layout = read_header([*REQUIRED, "Gift Card", "", "Google: Custom (product.metafields.mm.custom)"], ",")
    assert layout.unused == ("Gift Card", "Google: Custom (product.metafields.mm.custom)")
    assert not layout.has("Gift Card")
