"""Categories and brands whose names begin as somebody types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.catalog.models import Brand, Category, Product, ProductCategory
from app.search.normalise import normalise


@dataclass(frozen=True, slots=True)
class Shelf:
    """A place of the shop. `kind` is `category` or `brand`; `words` is its name as searches write it."""

    kind: str
    name: str
    url: str
    words: str


async def load_shelves(session: AsyncSession) -> list[Shelf]:
    """Every visible category and brand with something on it. One statement."""
    parent, child = aliased(Category), aliased(Category)
    stands_there = (
        select(ProductCategory.product_id)
        .join(Product, Product.id == ProductCategory.product_id)
        .join(child, child.id == ProductCategory.category_id)
        .where((child.id == Category.id) | (child.parent_id == Category.id), Product.state == "published")
    )
    categories = (
        select(
            literal("category"),
            Category.name,
            literal("/c/") + func.coalesce(parent.slug + "/", "") + Category.slug,
        )
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(Category.is_visible, stands_there.exists())
    )
    made_by_it = select(Product.id).where(Product.brand_id == Brand.id, Product.state == "published")
    brands = select(literal("brand"), Brand.name, literal("/b/") + Brand.slug).where(made_by_it.exists())
    rows = await session.execute(union_all(categories, brands))
    return [Shelf(kind, name, url, normalise(name)) for kind, name, url in rows]


def beginning_with(shelves: Iterable[Shelf], text: str, *, limit: int) -> list[Shelf]:
    """Names that begin with the text, then those in which a later word does; the shortest first."""
    typed = normalise(text)
    if not typed:
        return []
    found = [shelf for shelf in shelves if f" {typed}" in f" {shelf.words}"]
    found.sort(key=lambda shelf: (not shelf.words.startswith(typed), len(shelf.words), shelf.words))
    return found[:limit]


def nearest(shelves: Iterable[Shelf], words: Sequence[str], *, limit: int) -> list[Shelf]:
    """Categories that share most words with a search that found nothing, singular or plural."""
    wanted = {_stem(word) for word in words}
    scored = [
        (len(wanted & {_stem(word) for word in shelf.words.split()}), shelf)
        for shelf in shelves
        if shelf.kind == "category"
    ]
    near = sorted((one for one in scored if one[0]), key=lambda one: (-one[0], one[1].words))
    return [shelf for _, shelf in near[:limit]]


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
