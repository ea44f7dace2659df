"""From a product's rows to its draft, noting every problem on the way."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.catalog.imports import values
from app.catalog.imports.columns import Layout
from app.catalog.imports.drafts import ImageDraft, ProductDraft
from app.catalog.imports.limits import LONGEST_CELL, MOST_ROWS_OF_PRODUCT
from app.catalog.imports.problems import BadValue
from app.catalog.imports.read_variants import add_variants, read_options
from app.catalog.imports.reading import Record
from app.catalog.imports.rows import Row, Rules
from app.core.html import clean_html


class ProductIsBad(Exception):
    """Nothing of the product can go in; the reason has been noted."""


def read_product(slug: str, records: Sequence[Record], rules: Rules) -> ProductDraft | None:
    """The draft, or None when nothing of it can go in. Problems are noted in `rules.problems`."""
    if not slug:
        for record in records:
            Row(record, rules).bad("Handle", "The handle is missing.", "Give every row its product's handle.")
        return None
    rows = [row for record in records[:MOST_ROWS_OF_PRODUCT] if _is_sound(row := Row(record, rules))]
    for record in records[MOST_ROWS_OF_PRODUCT:]:
        Row(record, rules).bad("Handle", "This product has too many rows.", "Split it into several products.")
    if not rows:
        return None
    try:
        return _read(slug, rows, rules.layout)
    except (BadValue, ProductIsBad):
        return None


def _is_sound(row: Row) -> bool:
    if row.record.excess:
        row.bad(
            "",
            f"The row has {row.record.excess} cells too many.",
            "Put cells that hold commas into quotation marks.",
        )
        return False
    long = next((name for name, text in row.record.cells.items() if len(text) > LONGEST_CELL), None)
    if long:
        row.bad(long, f"The cell has more than {LONGEST_CELL:,} letters.", "Shorten it.")
    return long is None


def _read(slug: str, rows: list[Row], layout: Layout) -> ProductDraft:
    head = next((row for row in rows if row.text("Title")), None)
    if head is None:
        rows[0].bad("Title", "The product has no title.", "Write its name in the first of its rows.")
        raise ProductIsBad
    draft = ProductDraft(head.number, slug, _fields(head, layout))
    draft.brand = head.read("Vendor", partial(values.line, longest=100)) or ""
    draft.category = head.read("Category Path", values.category_path) or ()
    draft.extra_categories = _extra_categories(head)
    draft.images = _images(rows, draft.fields["name"])
    draft.options = read_options(head)
    add_variants(draft, rows, head)
    for position, image in enumerate(draft.images):
        image.position = position
    if not draft.variants:
        if len(rows) == 1:  # its own problem has been told
            raise ProductIsBad
        head.bad("Handle", "Nothing of the product can be sold, so it stays out.", "Mend its rows.")
        raise ProductIsBad
    return draft


def _fields(head: Row, layout: Layout) -> dict[str, Any]:
    """The product's own columns, as far as the file has them."""
    fields: dict[str, Any] = {"name": head.read("Title", partial(values.line, longest=200))}
    is_on_show = head.read("Published", values.yes_no) is not False
    fields["state"] = _state(head.read("Status", values.state) or "published", is_on_show)
    if layout.has("Body (HTML)"):
        fields["description"] = clean_html(head.text("Body (HTML)"))
    if layout.has("Type"):
        fields["type"] = head.read("Type", partial(values.line, longest=200)) or ""
    if layout.has("Tags"):
        fields["tags"] = list(
            dict.fromkeys(tag for part in head.text("Tags").split(",") if (tag := part.strip()))
        )
    if layout.has("Tax Class"):
        fields["tax_class"] = head.read("Tax Class", lambda text: _tax_class(text, head.rules)) or "standard"
    for column, name, longest in (
        ("HS Code", "hs_code", 20),
        ("SEO Title", "seo_title", 200),
        ("SEO Description", "seo_description", 500),
    ):
        if layout.has(column):
            fields[name] = head.read(column, partial(values.line, longest=longest)) or ""
    if layout.attributes:
        given = {key: head.text(column) for column, (key, _) in layout.attributes.items()}
        fields["attributes"] = {key: text for key, text in given.items() if text}
        fields["attribute_order"] = list(fields["attributes"])
    return fields


def _state(status: str, is_on_show: bool) -> str:
    """A product that Shopify keeps off its online store is a draft here."""
    return "draft" if status == "published" and not is_on_show else status


def _tax_class(text: str, rules: Rules) -> str:
    if text not in rules.tax_classes:
        raise BadValue("There is no such tax class.", f"Write {', '.join(sorted(rules.tax_classes))}.")
    return text


def _extra_categories(head: Row) -> list[tuple[str, ...]]:
    def paths(text: str) -> list[tuple[str, ...]]:
        return [values.category_path(part) for part in text.split(";") if part.strip()]

    return head.read_or_ignore("Extra Categories", paths) or []


def _images(rows: list[Row], title: str) -> list[ImageDraft]:
    """Pictures in the order of their positions; those without one keep the order of the file."""
    found: dict[str, tuple[int, ImageDraft]] = {}
    for row in rows:
        source = row.read_or_ignore("Image Src", partial(values.picture, may_fetch=row.rules.may_fetch))
        position = row.read_or_ignore("Image Position", partial(values.whole, most=1_000))
        if source and source not in found:
            alt = row.read_or_ignore("Image Alt Text", partial(values.line, longest=300)) or title
            found[source] = (position if position is not None else 1_000, ImageDraft(source, alt, row.number))
    return [image for _, image in sorted(found.values(), key=lambda item: item[0])]
