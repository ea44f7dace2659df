"""What happened to the catalogue. Search and caches listen."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ProductsImported:
    """One batch of an import was written. `product_ids` are those it made or changed."""

    aggregate: ClassVar[str] = "import_run"
    import_run_id: int
    product_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PicturesChanged:
    """A product has other pictures, another order of them, or other words for them."""

    aggregate: ClassVar[str] = "product"
    product_id: int


@dataclass(frozen=True, slots=True)
class CollectionChanged:
    """A collection says or holds something else, or is gone."""

    aggregate: ClassVar[str] = "collection"
    collection_id: int
