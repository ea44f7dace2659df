"""Counting a listing and its facets, in one statement."""

from collections import defaultdict
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Product
from app.search.conditions import FACETS, colour_slug, colours_of, conditions, is_deal, is_in_stock
from app.search.criteria import Criteria
from app.search.facets import Facets, FacetValue, Prices
from app.search.scope import Scope, in_scope

PRICE_STEPS = 16


async def count(session: AsyncSession, scope: Scope, criteria: Criteria) -> tuple[int, Facets]:
    """How many products the criteria leave, and what each further choice would leave."""
    products = _flagged(scope, criteria)
    rows = await session.execute(
        union_all(
            _number("total", products, _all_but(products)),
            _number("in_stock", products, _all_but(products, "in_stock") & products.c.is_in_stock),
            _number("deals", products, _all_but(products, "deal") & products.c.is_deal),
            _brands(products),
            _colours(products),
            *_prices(products),
        )
    )
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.kind].append(row)
    facets = Facets(
        brands=_values(found["brand"]),
        colours=_values(found["colour"]),
        in_stock=found["in_stock"][0].number,
        deals=found["deals"][0].number,
        prices=_price_facet(found),
    )
    return found["total"][0].number, facets


def _flagged(scope: Scope, criteria: Criteria) -> CTE:
    """The scope's products, each with a flag for every facet that it passes."""
    flags = (condition.label(f"passes_{facet}") for facet, condition in conditions(criteria).items())
    return (
        select(
            *(Product.id, Product.brand_id, Product.colours, Product.price_min),
            is_in_stock().label("is_in_stock"),
            is_deal().label("is_deal"),
            *flags,
        )
        .where(in_scope(scope))
        .cte("flagged")
    )


def _all_but(products: CTE, facet: str = "") -> ColumnElement[bool]:
    """Whether a product passes every facet, or every other than this."""
    return and_(*(products.c[f"passes_{name}"] for name in FACETS if name != facet))


def _row(kind: str, number: Any, value: Any = None, label: Any = None, shade: Any = None) -> list[Any]:
    texts = (cast(null() if text is None else text, String) for text in (value, label, shade))
    names = ("value", "label", "shade")
    return [
        literal(kind).label("kind"),
        number.label("number"),
        *(text.label(name) for name, text in zip(names, texts, strict=True)),
    ]


def _number(kind: str, products: CTE, condition: ColumnElement[bool]) -> Select[Any]:
    return select(*_row(kind, func.count().filter(condition))).select_from(products)


def _brands(products: CTE) -> Select[Any]:
    passing = func.count().filter(_all_but(products, "brand"))
    return (
        select(*_row("brand", passing, Brand.slug, Brand.name))
        .select_from(products)
        .join(Brand, Brand.id == products.c.brand_id)
        .group_by(Brand.slug, Brand.name)
    )


def _colours(products: CTE) -> Select[Any]:
    shade = colours_of(products.c)
    name, hexadecimal = shade.c.value[0].astext, shade.c.value[1].astext
    slug = colour_slug(name)
    passing = func.count(products.c.id.distinct()).filter(_all_but(products, "colour"))
    return (
        select(*_row("colour", passing, slug, func.min(name), func.min(hexadecimal)))
        .select_from(products)
        .join(shade, true())
        .group_by(slug)
    )


def _prices(products: CTE) -> list[Select[Any]]:
    """Lowest and highest price, and a histogram whose steps grow evenly: pencils and easels stand on one shelf."""
    passing = (
        select(products.c.price_min)
        .where(_all_but(products, "price"), products.c.price_min > 0)
        .cte("priced")
    )
    low, high = func.min(passing.c.price_min), func.max(passing.c.price_min)
    bounds = select(low.label("low"), high.label("high")).cte("bounds")
    step = func.width_bucket(
        func.ln(passing.c.price_min), func.ln(bounds.c.low), func.ln(bounds.c.high + 1), PRICE_STEPS
    )
    histogram = (
        select(*_row("step", func.count(), cast(step, String)))
        .select_from(passing)
        .join(bounds, true())
        .group_by(step)
    )
    return [
        select(*_row("low", func.coalesce(bounds.c.low, 0))),
        select(*_row("high", func.coalesce(bounds.c.high, 0))),
        histogram,
    ]


def _values(rows: list[Row[Any]]) -> list[FacetValue]:
    """The fullest first; equal ones by name."""
    values = [FacetValue(row.value, row.label, row.number, row.shade) for row in rows if row.value]
    return sorted(values, key=lambda value: (-value.count, value.label.casefold()))


def _price_facet(found: dict[str, list[Row[Any]]]) -> Prices | None:
    low, high = found["low"][0].number, found["high"][0].number
    if low == high:
        return None
    counts = {int(row.value): row.number for row in found["step"]}
    return Prices(low, high, [counts.get(step, 0) for step in range(1, PRICE_STEPS + 1)])
