"""The columns of an import file: Shopify's own, old and new names, and the few we add."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.catalog.errors import FileRefused
from app.catalog.imports.limits import MOST_COLUMNS

REQUIRED = ("Handle", "Title", "Variant SKU", "Variant Price")

KNOWN = (
    *REQUIRED,
    *("Body (HTML)", "Vendor", "Type", "Tags", "Published", "Status"),
    *("Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value", "Option3 Name", "Option3 Value"),
    *(
        "Variant Grams",
        "Variant Inventory Qty",
        "Variant Compare At Price",
        "Variant Barcode",
        "Variant Image",
    ),
    *("Cost per item", "Image Src", "Image Position", "Image Alt Text", "SEO Title", "SEO Description"),
    *("Category Path", "Extra Categories", "Tax Class", "HS Code", "Low Stock At", "Max Per Order"),
)
"""The last line's columns are our own; README.md beside the demo catalogue explains them."""

_NEW_NAMES = {
    "url handle": "Handle",
    "description": "Body (HTML)",
    "published on online store": "Published",
    "sku": "Variant SKU",
    "barcode": "Variant Barcode",
    "price": "Variant Price",
    "compare-at price": "Variant Compare At Price",
    "inventory quantity": "Variant Inventory Qty",
    "weight value (grams)": "Variant Grams",
    "product image url": "Image Src",
    "variant image url": "Variant Image",
}
"""What Shopify calls the columns since 2025."""

_BY_LOWER = {name.casefold(): name for name in KNOWN} | _NEW_NAMES
_ATTRIBUTE = re.compile(
    r"(?P<label>.{1,200}?) \(product\.metafields\.(?:specs|custom)\.(?P<key>[a-z0-9_-]{1,64})\)"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column stands where. `names` holds None for columns the shop does not use."""

    names: tuple[str | None, ...]
    delimiter: str
    attributes: dict[str, tuple[str, str]]
    """Column name → key and label of the specification it holds."""
    unused: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Whether the file has the column. What a file does not have, an import does not touch."""
        return name in self.names


def read_header(cells: Sequence[str], delimiter: str) -> Layout:
    """The layout of a file with this header.

    Raises FileRefused when a required column is missing, one comes twice, or there are too many.
    """
    if len(cells) > MOST_COLUMNS:
        raise FileRefused(f"The file has {len(cells)} columns; {MOST_COLUMNS} is the most.")
    names: list[str | None] = []
    attributes: dict[str, tuple[str, str]] = {}
    unused = []
    for cell in (" ".join(cell.split()) for cell in cells):
        known = _BY_LOWER.get(cell.casefold())
        match = _ATTRIBUTE.fullmatch(cell)
        if (known and known in names) or cell in attributes:
            raise FileRefused(f"The column “{cell}” comes twice. Remove one of them.")
        if match:
            attributes[cell] = (match["key"].replace("_", "-"), match["label"])
        elif not known and cell:
            unused.append(cell)
        names.append(cell if match else known)
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise FileRefused(_missing_sentence(missing))
    return Layout(tuple(names), delimiter, attributes, tuple(unused))


def _missing_sentence(missing: Sequence[str]) -> str:
    named = ", ".join(f"“{name}”" for name in missing)
    which = "column is" if len(missing) == 1 else "columns are"
    return f"The {which} missing: {named}. The first line must name the columns as Shopify's product export does."
