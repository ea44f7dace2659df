"""What the page at hand is made of, noted while it is made, so that it can be dropped when that changes."""

from collections.abc import Iterable
from contextvars import ContextVar

_TAGS: ContextVar[set[str] | None] = ContextVar("page_tags", default=None)


def begin_tags() -> set[str]:
    """A new page begins; what is noted from here on in this task is in the set."""
    tags: set[str] = set()
    _TAGS.set(tags)
    return tags


def shows_products(product_ids: Iterable[int]) -> None:
    """The page shows these products."""
    tags = _TAGS.get()
    if tags is not None:
        tags.update(f"product:{product_id}" for product_id in product_ids)
