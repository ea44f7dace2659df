"""One file a theme; importing the package registers every kind that can be drawn."""

from . import art, books, canvas, crafts, electronics, filing, office, paper, pencils, pens, power, school

__all__ = [
    "art",
    "books",
    "canvas",
    "crafts",
    "electronics",
    "filing",
    "office",
    "paper",
    "pencils",
    "pens",
    "power",
    "school",
]
