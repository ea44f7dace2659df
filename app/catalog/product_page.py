"""A product as its page knows it: plain rows, without what pages never show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.catalog.shelf import Shelf


@dataclass(frozen=True, slots=True)
class BrandName:
    """The name on the product."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Value:
    """One choice of an option. `hex` when it is a colour."""

    name: str
    slug: str
    hex: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, with its values in order."""

    name: str
    slug: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. `source` and `key` as in the table."""

    id: int
    source: str
    key: str
    alt: str


@dataclass(frozen=True, slots=True)
class SoldVariant:
    """A variant for sale. Paisa."""

    id: int
    sku: str
    barcode: str
    title: str
    choices: Mapping[str, str]
    price: int
    compare_at: int | None
    weight_grams: int
    max_per_order: int
    image_id: int | None


@dataclass(frozen=True, slots=True)
class ShownProduct:
    """The product itself. Paisa; `rating` is stars × 100."""

    id: int
    slug: str
    name: str
    description: str
    state: str
    tax_class: str
    attributes: Mapping[str, Any]
    attribute_order: Sequence[str]
    seo_title: str
    seo_description: str
    brand_id: int | None
    price_min: int
    price_max: int
    percent_off: int
    rating: int | None
    review_count: int
    brand: BrandName | None
    options: Sequence[Option]
    images: Sequence[Image]


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A product; its shelf; its variants for sale; its specifications in words."""

    product: ShownProduct
    shelf: Shelf | None
    variants: Sequence[SoldVariant]
    specs: Sequence[tuple[str, str]]
