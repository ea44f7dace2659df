"""A product as the file describes it, checked and ready to be written."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class OptionDraft:
    """Something to choose; `values` maps each choice's slug to its name and shade."""

    name: str
    slug: str
    values: dict[str, tuple[str, str | None]] = field(default_factory=dict)


@dataclass(slots=True)
class ImageDraft:
    """A picture of the product: a drawing, or the https address of one that is still to be fetched."""

    source: str
    alt: str
    row: int = 0
    position: int = 0


@dataclass(slots=True)
class VariantDraft:
    """One SKU. `fields` holds the columns that the file has: price, compare_at, cost, barcode and so on."""

    row: int
    sku: str
    title: str
    choices: dict[str, str]
    image: str | None
    fields: dict[str, Any]
    on_hand: int | None = None
    low_stock_at: int | None = None


@dataclass(slots=True)
class ProductDraft:
    """One product. `fields` holds the columns of its row that the file has."""

    row: int
    slug: str
    fields: dict[str, Any]
    brand: str = ""
    category: tuple[str, ...] = ()
    extra_categories: list[tuple[str, ...]] = field(default_factory=list)
    options: list[OptionDraft] = field(default_factory=list)
    variants: list[VariantDraft] = field(default_factory=list)
    images: list[ImageDraft] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    """Every SKU its rows name, those of bad rows too: a typing error must not take a variant off the shop."""
