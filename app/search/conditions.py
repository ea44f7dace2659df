"""Filters and orders as SQL: names of facets and sorts are looked up here, never put into a statement (X01)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    TableValuedAlias,
    column,
    exists,
    func,
    literal,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, JSONB

from app.catalog.models import Brand, Product, Variant
from app.core.money import PAISA
from app.inventory.models import StockItem, Warehouse
from app.search.criteria import RELEVANCE, Criteria
from app.search.scope import Scope

FACETS = ("brand", "colour", "price", "in_stock", "deal")

Condition = ColumnElement[bool]


def conditions(criteria: Criteria) -> dict[str, Condition]:
    """A condition for each facet; true where nothing was chosen."""
    return {
        "brand": _brand(criteria.brands),
        "colour": _colour(criteria.colours),
        "price": _price(criteria.price_min, criteria.price_max),
        "in_stock": is_in_stock() if criteria.in_stock else true(),
        "deal": is_deal() if criteria.deal else true(),
    }


@dataclass(frozen=True, slots=True)
class By:
    """One column of an order."""

    column: SQLColumnExpression[Any]
    is_falling: bool = False


def order_of(scope: Scope, sort: str) -> list[By]:
    """The columns of an order; what is equal stays in one order, so that pages never repeat or miss a product."""
    if sort == RELEVANCE and scope.ids is not None:
        return [By(func.array_position(literal(list(scope.ids), ARRAY(BIGINT)), Product.id))]
    newest = [By(Product.published_at, is_falling=True), By(Product.id, is_falling=True)]
    orders = {
        "popular": [
            By(is_in_stock(), is_falling=True),
            By(Product.units_sold, is_falling=True),
            By(Product.published_at),
            By(Product.id),
        ],
        "new": newest,
        "price": [By(Product.price_min), By(Product.id)],
        "-price": [By(Product.price_min, is_falling=True), By(Product.id, is_falling=True)],
        "discount": [By(Product.percent_off, is_falling=True), *newest],
    }
    return orders.get(sort, orders["popular"])


def is_in_stock() -> Condition:
    """Whether any variant for sale can be had, as of this moment."""
    return (
        exists()
        .where(Variant.product_id == Product.id, Variant.is_active)
        .where(StockItem.variant_id == Variant.id, StockItem.available > 0)
        .where(Warehouse.id == StockItem.warehouse_id, Warehouse.is_active)
    )


def is_deal() -> Condition:
    """Whether some variant costs less than before."""
    return Product.percent_off > 0


def colours_of(products: Any) -> TableValuedAlias:
    """The product's colours as rows of `[name, hex]`."""
    return (
        func.jsonb_array_elements(products.colours)
        .table_valued(column("value", JSONB))
        .render_derived("shade")
    )


def colour_slug(name: ColumnElement[str]) -> ColumnElement[str]:
    """A colour's name as the query string writes it."""
    return func.trim(func.regexp_replace(func.lower(name), "[^a-z0-9]+", "-", "g"), "-")


def _brand(slugs: tuple[str, ...]) -> Condition:
    return exists().where(Brand.id == Product.brand_id, Brand.slug.in_(slugs)) if slugs else true()


def _colour(slugs: tuple[str, ...]) -> Condition:
    if not slugs:
        return true()
    shade = colours_of(Product)
    return exists().select_from(shade).where(colour_slug(shade.c.value[0].astext).in_(slugs))


def _price(low: int | None, high: int | None) -> Condition:
    """A product fits when any of its variants may: its cheapest is not above, its dearest not below."""
    at_least = Product.price_max >= low * PAISA if low is not None else true()
    at_most = Product.price_min <= high * PAISA if high is not None else true()
    return at_least & at_most
