"""Import files, for tests."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

COLUMNS = (
    *("Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published", "Status"),
    *("Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value"),
    *("Variant SKU", "Variant Price", "Variant Compare At Price", "Variant Inventory Qty", "Variant Grams"),
    *("Image Src", "Image Position", "Image Alt Text", "Variant Image", "Category Path", "Extra Categories"),
    *("Tax Class", "Low Stock At", "Max Per Order", "Nib (product.metafields.specs.nib)"),
)


def pen_row(number: int = 1, **columns: str) -> dict[str, str]:
    """A row that is a whole product: a pen for Rs 1,250 with ten in stock. Keyword `Variant_SKU` is `Variant SKU`."""
    row = {
        "Handle": f"pen-{number}",
        "Title": f"Pen {number}",
        "Body (HTML)": "<p>Writes well.</p>",
        "Vendor": "Parker",
        "Type": "Ballpoint pen",
        "Tags": "pen, school",
        "Status": "active",
        "Option1 Name": "Title",
        "Option1 Value": "Default Title",
        "Variant SKU": f"PEN-{number}",
        "Variant Price": "1250.00",
        "Variant Inventory Qty": "10",
        "Variant Grams": "20",
        "Image Src": "drawing:single_pen?c=1f4fa3&view=main",
        "Image Alt Text": "Blue pen",
        "Category Path": "Pens > Ballpoint Pens",
        "Tax Class": "standard",
        "Nib (product.metafields.specs.nib)": "Medium",
    }
    return row | {name.replace("_", " "): value for name, value in columns.items()}


def coloured_pen(number: int = 1, colours: Sequence[str] = ("Blue", "Red")) -> list[dict[str, str]]:
    """A product with a variant for each colour, at Rs 1,250, Rs 1,300 and so on."""
    first, *rest = (
        {
            "Handle": f"pen-{number}",
            "Option1 Value": colour,
            "Variant SKU": f"PEN-{number}-{colour.upper()}",
            "Variant Price": f"{1250 + 50 * position}.00",
            "Variant Inventory Qty": "10",
        }
        for position, colour in enumerate(colours)
    )
    return [pen_row(number) | {"Option1 Name": "Colour"} | first, *rest]


def csv_text(rows: Sequence[dict[str, str]], columns: Sequence[str] = COLUMNS) -> str:
    """The rows as a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_file(folder: Path, rows: Sequence[dict[str, str]], columns: Sequence[str] = COLUMNS) -> Path:
    """The rows as a file in that folder."""
    path = folder / "products.csv"
    path.write_text(csv_text(rows, columns), encoding="utf-8", newline="")
    return path


def many_pens(count: int) -> Iterator[dict[str, str]]:
    """That many different pens."""
    return (pen_row(number) for number in range(1, count + 1))
