"""The file as bytes: encodings, line ends, limits, rubbish."""

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from app.catalog.errors import FileRefused
from app.catalog.imports.limits import Limits
from app.catalog.imports.reading import groups, survey
from tests.factories.product_file import csv_text, pen_row, write_file

HEADER = "Handle,Title,Variant SKU,Variant Price\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's file goes."""
    return tmp_path / "file.csv"


def refusal_of(path: Path, limits: Limits | None = None) -> str:
    """Why the file is refused."""
    with pytest.raises(FileRefused) as refusal:
        survey(path, limits or Limits())
    return refusal.value.message


def handles_of(path: Path) -> list[tuple[str, int]]:
    """Handles with how many rows each group has."""
    return [(handle, len(rows)) for handle, rows in groups(path, survey(path, Limits()))]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_line_end_and_byte_order_mark(path: Path, newline: str, mark: str) -> None:
    text = mark + csv_text([pen_row(1), pen_row(2)]).replace("\n", newline)
    path.write_bytes(text.encode())
    assert handles_of(path) == [("pen-1", 1), ("pen-2", 1)]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(path: Path, delimiter: str) -> None:
    path.write_text(f"{HEADER}a,A,S-1,10\nb,B,S-2,20\n".replace(",", delimiter))
    assert handles_of(path) == [("a", 1), ("b", 1)]


def test_a_cell_may_hold_line_ends_and_quotes(path: Path) -> None:
    path.write_text(f'{HEADER}a,"One ""and""\ntwo",S-1,10\nb,B,S-2,20\n')
    found = survey(path, Limits())
    (_, rows), (_, others) = groups(path, found)
    assert rows[0]["Title"] == 'One "and"\ntwo'
    assert (rows[0].number, others[0].number) == (2, 3)


def test_empty_rows_count_but_say_nothing(path: Path) -> None:
    path.write_text(f"{HEADER}a,A,S-1,10\n,,,\n\nb,B,S-2,20\n")
    rows = [row for _, group in groups(path, survey(path, Limits())) for row in group]
    assert [row.number for row in rows] == [2, 5]


def test_rows_of_a_handle_that_stands_apart_come_together_at_the_end(path: Path) -> None:
    path.write_text(f"{HEADER}a,A,S-1,10\nb,B,S-2,20\na,,S-3,30\nc,C,S-4,40\n")
    assert handles_of(path) == [("b", 1), ("c", 1), ("a", 2)]


def test_a_handle_becomes_a_slug(path: Path) -> None:
    path.write_text(f"{HEADER}Winsor & Newton_Tube,A,S-1,10\n")
    assert handles_of(path) == [("winsor-and-newton-tube", 1)]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_another_encoding_names_the_line(path: Path, encoding: str) -> None:
    rows = "".join(f"a{n},Pen,S-{n},10\n" for n in range(20_000))
    path.write_bytes((HEADER + rows + "b,Crayon Conté à Paris,S,10\n").encode(encoding))
    message = refusal_of(path)
    assert "Line 20002 is not in UTF-8" in message
    assert "CSV UTF-8" in message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_refused(path: Path, encoding: str) -> None:
    path.write_bytes((HEADER + "a,Pen,S-1,10\n").encode(encoding))
    assert "CSV UTF-8" in refusal_of(path)


def test_a_letter_cut_by_a_block_is_no_mistake(path: Path) -> None:
    row = "a,Contéé,S-1,10\n"
    path.write_text(HEADER + "".join(row.replace("S-1", f"S-{n}") for n in range(20_000)), encoding="utf-8")
    assert survey(path, Limits()).rows == 20_000


def test_a_letter_cut_by_the_end_is_refused(path: Path) -> None:
    path.write_bytes((HEADER + "a,Conté").encode()[:-1])
    assert "UTF-8" in refusal_of(path)


def test_excel_workbooks_are_recognised(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + os.urandom(500))
    assert "Excel workbook" in refusal_of(path)


def test_nul_bytes_are_refused_with_their_line(path: Path) -> None:
    path.write_bytes(f"{HEADER}a,A,S-1,10\nb,B\0,S-2,20\n".encode())
    assert "Line 3 holds a NUL byte" in refusal_of(path)


@pytest.mark.parametrize("content", ["", "  \n \n"])
def test_an_empty_file_says_so(path: Path, content: str) -> None:
    path.write_text(content)
    assert "empty" in refusal_of(path)


def test_missing_columns_refuse_the_file(path: Path) -> None:
    path.write_text("Handle,Title\na,A\n")
    assert "“Variant SKU”, “Variant Price”" in refusal_of(path)


@pytest.mark.parametrize("row", ['a,"Pen,S-1,10\n', 'a,"Pen" x,S-1,10\n'])
def test_a_stray_quotation_mark_refuses_the_file(path: Path, row: str) -> None:
    path.write_text(HEADER + row + "b,B,S-2,20\n")
    assert "quotation mark" in refusal_of(path)


def test_a_cell_that_never_ends_is_found_early(path: Path) -> None:
    path.write_text(HEADER + 'a,"' + "never ends, \n" * 200_000)
    assert "quotation mark" in refusal_of(path)


def test_an_endless_line_is_refused(path: Path) -> None:
    path.write_text(HEADER + "a" * 3_000_000)
    assert "over a million letters" in refusal_of(path)


def test_too_many_rows_are_refused(path: Path) -> None:
    path.write_text(HEADER + "a,A,S,1\n" * 11)
    assert "more than 10 rows" in refusal_of(path, Limits(rows=10))


def test_scattered_rows_have_a_limit(path: Path) -> None:
    path.write_text(HEADER + "".join(f"a{n % 2},A,S-{n},1\n" for n in range(6_000)))
    assert "Sort the file by Handle" in refusal_of(path)


def rubbish(kind: str) -> bytes:
    """A hundredth of a gigabyte, to be written a hundred times."""
    return {"zeros": b"\0" * 10_000_000, "noise": os.urandom(10_000_000), "letters": b"rubbish " * 1_250_000}[
        kind
    ]


@pytest.mark.parametrize("kind", ["zeros", "noise", "letters"])
@pytest.mark.parametrize("megabytes", [64, 2_000])
def test_a_gigabyte_of_rubbish_is_refused_at_once_in_little_memory(
    path: Path, kind: str, megabytes: int
) -> None:
    """By its size; and where the operator allows such files, by its first lines."""
    with path.open("wb") as file:
        file.write(rubbish(kind))
        file.truncate(1_000_000_000)  # the rest is a hole: it reads as zeros and takes no room
    began = time.monotonic()
    tracemalloc.start()
    refusal_of(path, Limits(megabytes=megabytes))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - began < 5
    assert most < 20_000_000


def test_rubbish_under_a_good_header_is_refused_too(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEADER.encode() + b"a,A,S-1,10\n" * 1_000)
        file.truncate(1_000_000_000)
    tracemalloc.start()
    assert "Line 1002 holds a NUL byte" in refusal_of(path, Limits(megabytes=2_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_large_good_file_is_read_in_little_memory(tmp_path: Path) -> None:
    body = "<p>" + "Writes well. " * 300 + "</p>"
    path = write_file(tmp_path, [pen_row(number) | {"Body (HTML)": body} for number in range(2_000)])
    assert path.stat().st_size > 7_000_000
    tracemalloc.start()
    found = survey(path, Limits())
    assert sum(1 for _ in groups(path, found)) == 2_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000
