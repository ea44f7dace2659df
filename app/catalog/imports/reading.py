"""Reading the file: bytes, lines, records. Never more of it in memory than one product's rows."""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from app.catalog.errors import FileRefused
from app.catalog.imports.columns import Layout, read_header
from app.catalog.imports.limits import LONGEST_LINE, MEGABYTE, MOST_SCATTERED_ROWS, Limits
from app.catalog.slugs import is_slug, make_slug

_BLOCK = 1 << 18
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS_UTF8 = "Save it as “CSV UTF-8” and try again."
_UNPRINTABLE = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])


@dataclass(slots=True)
class Record:
    """One row with its number (the header is row 1) and its filled cells, trimmed, by column name."""

    number: int
    cells: dict[str, str]
    excess: int = 0
    """How many cells it has beyond the header's."""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Survey:
    """What a first reading found: the file is text and a table as a whole."""

    layout: Layout
    file_hash: str
    rows: int = 0
    handles: set[str] = field(default_factory=set)
    scattered: set[str] = field(default_factory=set)
    """Handles whose rows do not all stand together."""


def survey(path: Path, limits: Limits) -> Survey:
    """Read the whole file once without keeping it.

    Raises FileRefused when it is too large, no text, not in UTF-8, or no table with the required columns.
    """
    size = path.stat().st_size
    if size > limits.megabytes * MEGABYTE:
        raise FileRefused(
            f"The file has {size // MEGABYTE:,} MB; {limits.megabytes:,} MB is the most. Split it into several files."
        )
    layout = _layout(path)
    found = Survey(layout, _check_bytes(path))
    last = ""
    scattered_rows = 0
    for record in records(path, layout):
        found.rows += 1
        handle = handle_of(record)
        if handle and handle != last and handle in found.handles:
            found.scattered.add(handle)
        scattered_rows += handle in found.scattered
        found.handles.add(handle)
        last = handle
        if found.rows > limits.rows:
            raise FileRefused(f"The file has more than {limits.rows:,} rows. Split it into several files.")
        if scattered_rows > MOST_SCATTERED_ROWS:
            raise FileRefused(
                "The rows of a product must stand together. Sort the file by Handle and try again."
            )
    return found


def records(path: Path, layout: Layout) -> Iterator[Record]:
    """The rows below the header. Empty ones are counted but left out."""
    width = len(layout.names)
    with _open(path) as file:
        reader = csv.reader(_lines(file), delimiter=layout.delimiter, strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                if number == 1 or not any(cells):
                    continue
                filled = {
                    name: text
                    for name, cell in zip(layout.names, cells, strict=False)
                    if name and (text := cell.translate(_UNPRINTABLE).strip())
                }
                yield Record(number, filled, max(0, len(cells) - width))
        except csv.Error as error:
            raise FileRefused(_broken_table(reader.line_num, str(error))) from None


def groups(path: Path, found: Survey) -> Iterator[tuple[str, list[Record]]]:
    """Handle by handle, its rows together. Scattered ones come last, rows without a handle under ""."""
    kept: dict[str, list[Record]] = {}
    handle, rows = "", list[Record]()
    for record in records(path, found.layout):
        own = handle_of(record)
        if own in found.scattered:
            kept.setdefault(own, []).append(record)
            continue
        if own != handle and rows:
            yield handle, rows
            rows = []
        handle = own
        rows.append(record)
    if rows:
        yield handle, rows
    yield from kept.items()


def handle_of(record: Record) -> str:
    """The product's slug: the handle, made a slug when it is none."""
    handle = record["Handle"]
    return handle if is_slug(handle) else make_slug(handle)


def _open(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", newline="")


def _lines(file: TextIO) -> Iterator[str]:
    number = 0
    while text := file.readline(LONGEST_LINE):
        number += 1
        if len(text) == LONGEST_LINE:
            raise FileRefused(f"Line {number} goes on for over a million letters. This is not a CSV table.")
        yield text


def _layout(path: Path) -> Layout:
    with path.open("rb") as file:
        start = file.read(_BLOCK)
    if not start.strip():
        raise FileRefused("The file is empty.")
    if start.startswith(_UTF16):
        raise FileRefused(f"The file is in UTF-16, not in UTF-8. {_SAVE_AS_UTF8}")
    if start.startswith(b"PK\x03\x04"):
        raise FileRefused("This is an Excel workbook, not a CSV file. Save it as “CSV UTF-8” and try again.")
    _check_block(start, first_line=1, is_last=len(start) < _BLOCK)
    with _open(path) as file:
        line = next(_lines(file))
    delimiter = max(",;\t", key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise FileRefused(_broken_table(1, str(error))) from None
    return read_header(cells, delimiter)


def _check_bytes(path: Path) -> str:
    """The file's hash; on the way, that all of it is UTF-8 text."""
    digest = hashlib.sha256()
    line, rest = 1, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            rest = _check_block(rest + block, first_line=line, is_last=False)
            line += block.count(b"\n")
    _check_block(rest, first_line=line, is_last=True)
    return digest.hexdigest()


def _check_block(block: bytes, *, first_line: int, is_last: bool) -> bytes:
    """The bytes of a character that the block cuts in two. Raises FileRefused, naming the line, for what is no text."""
    nul = block.find(b"\0")
    if nul >= 0:
        line = first_line + block.count(b"\n", 0, nul)
        raise FileRefused(f"Line {line} holds a NUL byte, so this is no text file. {_SAVE_AS_UTF8}")
    try:
        _, used = codecs.utf_8_decode(block, "strict", is_last)
    except UnicodeDecodeError as error:
        line = first_line + block.count(b"\n", 0, error.start)
        raise FileRefused(f"Line {line} is not in UTF-8. {_SAVE_AS_UTF8}") from None
    return block[used:]


def _broken_table(line: int, reason: str) -> str:
    if "field larger" in reason or "unexpected end" in reason:
        return (
            f"A cell that ends about line {line} never seems to end. A quotation mark is missing before it."
        )
    return f"Line {line} is not a proper CSV row: a quotation mark is out of place."
