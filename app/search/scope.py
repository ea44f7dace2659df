"""Which products a listing is about, before anybody filters it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, exists, func, select, true

from app.catalog.models import Category, Product, ProductCategory

NEW_FOR = timedelta(days=30)
"""How long a product counts as newly arrived."""
BEST = 100
"""How many products the best-seller list has."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One of them is set; none is the whole shop. `ids` come ranked, best first."""

    category_id: int | None = None
    """With its children."""
    brand_id: int | None = None
    deals: bool = False
    new: bool = False
    best: bool = False
    ids: tuple[int, ...] | None = None


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """The published products of the scope."""
    return (Product.state == "published") & _condition(scope)


def _condition(scope: Scope) -> ColumnElement[bool]:
    if scope.ids is not None:
        return Product.id.in_(scope.ids)
    if scope.category_id is not None:
        return _in_category(scope.category_id)
    if scope.brand_id is not None:
        return Product.brand_id == scope.brand_id
    return _made_by_itself(scope)


def _made_by_itself(scope: Scope) -> ColumnElement[bool]:
    if scope.deals:
        return Product.percent_off > 0
    if scope.new:
        return Product.published_at > func.now() - NEW_FOR
    if scope.best:
        return _among_the_best()
    return true()


def _in_category(category_id: int) -> ColumnElement[bool]:
    own_and_children = select(Category.id).where(
        (Category.id == category_id) | (Category.parent_id == category_id)
    )
    return exists().where(
        ProductCategory.product_id == Product.id, ProductCategory.category_id.in_(own_and_children)
    )


def _among_the_best() -> ColumnElement[bool]:
    """What sold most. A young shop has sold little: what nobody has bought yet follows as it came to the shelves."""
    ranked = (
        select(Product.id)
        .where(Product.state == "published")
        .order_by(Product.units_sold.desc(), Product.published_at, Product.id)
        .limit(BEST)
    )
    return Product.id.in_(ranked)
