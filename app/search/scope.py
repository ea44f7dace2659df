"""Which products a listing is about, before anybody filters it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import and_, or_

from sqlalchemy import ARRAY, BIGINT, ColumnElement, String, any_, cast, false, func, literal, select, true

from app.catalog.models import ProductFacet as Facet

NEW_FOR = timedelta(days=30)
"""How long a product counts as newly arrived."""
BEST = 100
"""How many products the best-seller list has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What fills a collection by itself: all of it must hold. Prices in paisa."""

    category_id: int | None = None
    brand_id: int | None = None
    is_deal: bool = False
    price_min: int | None = None
    price_max: int | None = None


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
    picked: tuple[int, ...] | None = None
    """A collection's own products in their order; what its rule finds comes after them."""
    rule: Rule | None = None


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """The published products of the scope, as a condition on their facets' rows."""
    return Facet.is_listed & _condition(scope)


def id_array(ids: Sequence[int]) -> ColumnElement[Sequence[int]]:
    """The ids as one parameter, however many there are."""
    return cast(literal("{" + ",".join(map(str, ids)) + "}", String), ARRAY(BIGINT))


def _condition(scope: Scope) -> ColumnElement[bool]:
    if scope.ids is not None:
        return Facet.product_id == any_(id_array(scope.ids))
    if scope.category_id is not None:
        return _in_category(scope.category_id)
    if scope.brand_id is not None:
        return Facet.brand_id == scope.brand_id
    if scope.picked is not None:
        return _picked_or_ruled(scope.picked, scope.rule)
    return _made_by_itself(scope)


def _made_by_itself(scope: Scope) -> ColumnElement[bool]:
    if scope.deals:
        return Facet.percent_off > 0
    if scope.new:
        return Facet.published_at > func.now() - NEW_FOR
    if scope.best:
        return _among_the_best()
    return true()


def _in_category(category_id: int) -> ColumnElement[bool]:
    return Facet.category_ids.contains([category_id])


def _picked_or_ruled(picked: tuple[int, ...], rule: Rule | None) -> ColumnElement[bool]:
    fits: list[ColumnElement[bool]] = [Facet.product_id == any_(id_array(picked))] if picked else []
    if rule is not None:
        told = {
            "category": rule.category_id is not None and _in_category(rule.category_id),
            "brand": rule.brand_id is not None and Facet.brand_id == rule.brand_id,
            "deal": rule.is_deal and Facet.percent_off > 0,
            "from": rule.price_min is not None and Facet.price_max >= rule.price_min,
            "to": rule.price_max is not None and Facet.price_min <= rule.price_max,
        }
        fits.append(reduce(and_, (one for one in told.values() if one is not False), true()))
    return reduce(or_, fits, false())


def _among_the_best() -> ColumnElement[bool]:
    """What sold most. A young shop has sold little: what nobody has bought yet follows as it came to the shelves."""
    rows = select(Facet.__table__).where(Facet.is_listed).alias("seller")
    ranked = (
        select(rows.c.product_id)
        .order_by(rows.c.units_sold.desc(), rows.c.published_at, rows.c.product_id)
        .limit(BEST)
    )
    return Facet.product_id.in_(ranked)
