"""Filters and orders as SQL: names of facets and sorts are looked up here, never put into a statement (X01)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, any_, func, select

from app.catalog.models import Brand, FacetValue
from app.catalog.models import ProductFacet as Facet
from app.core.money import PAISA
from app.search.criteria import PICKED, RELEVANCE, Criteria
from app.search.scope import Scope, id_array

Condition = ColumnElement[bool]


def conditions(criteria: Criteria) -> dict[str, Condition]:
    """A condition for each facet that was chosen, by the facet's key."""
    made = {
        "price": _price(criteria.price_min, criteria.price_max),
        "rating": Facet.rating >= criteria.rating * 100 if criteria.rating is not None else None,
        "in_stock": Facet.in_stock.is_(True) if criteria.in_stock else None,
        "deal": Facet.percent_off > 0 if criteria.deal else None,
        **{key: _brand(values) if key == "brand" else _value(key, values) for key, values in criteria.values},
    }
    return {key: condition for key, condition in made.items() if condition is not None}


@dataclass(frozen=True, slots=True)
class By:
    """One column of an order."""

    column: SQLColumnExpression[Any]
    is_falling: bool = False


def order_of(scope: Scope, sort: str) -> list[By]:
    """The columns of an order; what is equal stays in one order, so that pages never repeat or miss a product."""
    newest = [By(Facet.published_at, is_falling=True), By(Facet.product_id, is_falling=True)]
    popular = [
        By(Facet.in_stock, is_falling=True),
        By(Facet.units_sold, is_falling=True),
        By(Facet.published_at),
        By(Facet.product_id),
    ]
    ranked = scope.ids if sort == RELEVANCE else scope.picked if sort == PICKED else None
    if ranked:
        return [By(func.array_position(id_array(ranked), Facet.product_id)), *popular]
    orders = {
        "popular": popular,
        "new": newest,
        "price": [By(Facet.price_min), By(Facet.product_id)],
        "-price": [By(Facet.price_min, is_falling=True), By(Facet.product_id, is_falling=True)],
        "rating": [By(func.coalesce(Facet.rating, 0), is_falling=True), *popular],
        "discount": [By(Facet.percent_off, is_falling=True), *newest],
    }
    return orders.get(sort, popular)


def _brand(slugs: tuple[str, ...]) -> Condition:
    return Facet.brand_id == any_(func.array(select(Brand.id).where(Brand.slug.in_(slugs)).scalar_subquery()))


def _value(key: str, slugs: tuple[str, ...]) -> Condition:
    ids = select(FacetValue.id).where(FacetValue.key == key, FacetValue.slug.in_(slugs))
    held: Condition = Facet.value_ids.overlap(func.array(ids.scalar_subquery()))
    return held


def _price(low: int | None, high: int | None) -> Condition | None:
    """A product fits when any of its variants may: its cheapest is not above, its dearest not below."""
    at_least = Facet.price_max >= low * PAISA if low is not None else None
    at_most = Facet.price_min <= high * PAISA if high is not None else None
    if at_least is not None and at_most is not None:
        return at_least & at_most
    return at_least if at_least is not None else at_most
