"""Counting a listing and its facets, in one statement."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    any_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import AttributeLabel, Brand
from app.catalog.models import FacetValue as ValueRow
from app.catalog.models import ProductFacet as Facet
from app.search.conditions import conditions
from app.search.criteria import RATINGS, Criteria
from app.search.facets import Facets, FacetValue, Prices
from app.search.scope import Scope, in_scope

PRICE_BARS = 16
"""Most bars of the histogram."""
_STEPS_A_DOUBLING = 4
_GROUPED = ("brand_id", "price_step", "traits")
_KINDS = {0b011: "brand", 0b101: "price_step", 0b110: "traits"}
"""What SQL's `grouping` says of each set: a bit is 0 where the column is part of it."""
_IN_STOCK, _DEAL, _STARS = 1, 2, 4
"""A product's traits as one number, so that they are counted in one go; stars from 0 are times four."""
_COLOUR = "colour"


@dataclass(slots=True)
class _Tally:
    """How many products of one value miss which facets: `missed` has a bit for each chosen facet not met."""

    title: str = ""
    label: str = ""
    hex: str | None = None
    by_missed: Counter[int] = field(default_factory=Counter)

    def passing(self, forgiven: int) -> int:
        """Those that miss nothing but what is forgiven."""
        return sum(number for missed, number in self.by_missed.items() if not missed & ~forgiven)


async def count(
    session: AsyncSession, scope: Scope, criteria: Criteria, attributes: Collection[str] = ()
) -> tuple[int, Facets]:
    """How many products the criteria leave, and what each further choice would leave.

    `attributes` are the keys to count beside the facets that every list has. Chosen values that nothing here has are
    told in `Facets.unknown` and not looked at, in the numbers too.
    """
    chosen = conditions(criteria)
    rows = await session.execute(_statement(scope, chosen, {_COLOUR, *attributes}))
    tallies: defaultdict[str, dict[str, _Tally]] = defaultdict(dict)
    bounds: dict[int, tuple[int, int]] = {}
    for row in rows:
        _note(tallies, bounds, row)
    bits = {key: 1 << place for place, key in enumerate(chosen)}
    unknown = _unknown(criteria, tallies)
    ignored = sum(bits[key] for key, values in criteria.values if len(unknown.get(key, ())) == len(values))

    def but(key: str) -> int:
        return ignored | bits.get(key, 0)

    traits = {int(value): tally for value, tally in tallies["traits"].items()}
    everything = _all_of(traits.values())
    facets = Facets(
        brands=_values(tallies["brand"], but("brand")),
        colours=_values(tallies[_COLOUR], but(_COLOUR)),
        attributes={key: _values(tallies[key], but(key)) for key in attributes if tallies.get(key)},
        titles={key: _title(key, tallies[key]) for key in attributes if tallies.get(key)},
        ratings=_ratings(traits, but("rating")),
        in_stock=_having(traits, _IN_STOCK, but("in_stock")),
        deals=_having(traits, _DEAL, but("deal")),
        prices=_prices(tallies["price_step"], bounds, but("price")),
        scope_total=sum(everything.by_missed.values()),
        without={key: everything.passing(but(key)) for key in chosen},
        unknown=unknown,
    )
    return everything.passing(ignored), facets


def _statement(scope: Scope, chosen: Mapping[str, ColumnElement[bool]], keys: set[str]) -> Select[Any]:
    missed: ColumnElement[int] = literal(0, Integer)
    for place, condition in enumerate(chosen.values()):
        missed = missed + case((func.coalesce(condition, False), 0), else_=1 << place)
    shown = (
        select(
            *(Facet.brand_id, Facet.price_step, Facet.price_min, Facet.value_ids),
            _traits().label("traits"),
            missed.label("missed"),
        )
        .where(in_scope(scope))
        .cte("shown")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    return select(union_all(_grouped(shown), _valued(shown, keys), _bounds(shown)).subquery("counted"))


def _traits() -> ColumnElement[int]:
    stars: ColumnElement[int] = func.coalesce(Facet.rating // 100, 0)
    in_stock: ColumnElement[int] = Facet.in_stock.cast(Integer)
    return in_stock + case((Facet.percent_off > 0, _DEAL), else_=0) + stars * _STARS


def _grouped(shown: CTE) -> Select[Any]:
    columns = [shown.c[name] for name in _GROUPED]
    counted = (
        select(
            func.grouping(*columns).label("kind"),
            *columns,
            shown.c.missed,
            func.count().label("number"),
        )
        .group_by(func.grouping_sets(*(tuple_(one, shown.c.missed) for one in columns)))
        .subquery("grouped")
    )
    value = func.coalesce(Brand.slug, *(cast(counted.c[name], String) for name in _GROUPED[1:]), type_=String)
    return (
        select(
            counted.c.kind,
            cast(null(), String).label("key"),
            cast(null(), String).label("title"),
            value.label("value"),
            Brand.name.label("label"),
            cast(null(), String).label("hex"),
            *(counted.c.missed, counted.c.number),
            *(cast(null(), BigInteger).label(name) for name in ("low", "high")),
        )
        .select_from(counted)
        .outerjoin(Brand, Brand.id == counted.c.brand_id)
    )


def _valued(shown: CTE, keys: set[str]) -> Select[Any]:
    held = select(func.unnest(shown.c.value_ids).label("id"), shown.c.missed).subquery("held")
    counted = (
        select(held.c.id, held.c.missed, func.count().label("number"))
        .group_by(held.c.id, held.c.missed)
        .subquery("held_by")
    )
    nothing = cast(null(), BigInteger)
    return (
        select(
            literal(0, Integer),
            *(ValueRow.key, AttributeLabel.label, ValueRow.slug, ValueRow.label, ValueRow.hex),
            *(counted.c.missed, counted.c.number, nothing, nothing),
        )
        .select_from(counted)
        .join(ValueRow, ValueRow.id == counted.c.id)
        .outerjoin(AttributeLabel, AttributeLabel.key == ValueRow.key)
        .where(ValueRow.key == any_(literal(sorted(keys), ARRAY(String))))
    )


def _bounds(shown: CTE) -> Select[Any]:
    """Lowest and highest price of what can be bought."""
    price, nothing = shown.c.price_min, cast(null(), String)
    columns: list[ColumnElement[Any]] = [literal(-1, Integer), *(nothing for _ in range(5))]
    return (
        select(*columns, shown.c.missed, func.count(), func.min(price), func.max(price))
        .where(price > 0)
        .group_by(shown.c.missed)
    )


def _note(
    tallies: defaultdict[str, dict[str, _Tally]], bounds: dict[int, tuple[int, int]], row: Row[Any]
) -> None:
    if row.low is not None:
        bounds[row.missed] = (row.low, row.high)
    if row.value is None:
        return
    tally = tallies[row.key or _KINDS[row.kind]].setdefault(row.value, _Tally())
    tally.by_missed[row.missed] += row.number
    tally.title, tally.label, tally.hex = row.title or "", row.label or "", row.hex


def _unknown(criteria: Criteria, tallies: Mapping[str, Mapping[str, _Tally]]) -> dict[str, Sequence[str]]:
    found = {
        key: [value for value in values if value not in tallies.get(key, {})]
        for key, values in criteria.values
    }
    return {key: values for key, values in found.items() if values}


def _values(tallies: Mapping[str, _Tally], forgiven: int) -> list[FacetValue]:
    """The fullest first; equal ones by name."""
    values = (
        FacetValue(value, tally.label, tally.passing(forgiven), tally.hex) for value, tally in tallies.items()
    )
    return sorted(values, key=lambda value: (-value.count, value.label.casefold()))


def _title(key: str, tallies: Mapping[str, _Tally]) -> str:
    """What the attribute is called; an option that is no attribute by its key."""
    return next(iter(tallies.values())).title or key.replace("-", " ").capitalize()


def _all_of(tallies: Iterable[_Tally]) -> _Tally:
    together = _Tally()
    for tally in tallies:
        together.by_missed.update(tally.by_missed)
    return together


def _having(traits: Mapping[int, _Tally], trait: int, forgiven: int) -> int:
    return sum(tally.passing(forgiven) for value, tally in traits.items() if value & trait)


def _ratings(traits: Mapping[int, _Tally], forgiven: int) -> dict[int, int]:
    """Empty when nothing in the list has a rating."""
    if all(value < _STARS for value in traits):
        return {}
    counts = {value: tally.passing(forgiven) for value, tally in traits.items()}
    return {
        least: sum(number for value, number in counts.items() if value // _STARS >= least)
        for least in RATINGS
    }


def _prices(
    steps: Mapping[str, _Tally], bounds: Mapping[int, tuple[int, int]], forgiven: int
) -> Prices | None:
    """A histogram whose steps grow evenly: pencils and easels stand on one shelf."""
    counts = {int(step): number for step, tally in steps.items() if (number := tally.passing(forgiven))}
    passing = [bound for missed, bound in bounds.items() if not missed & ~forgiven]
    if not counts or not passing:
        return None
    low, high = min(bound[0] for bound in passing), max(bound[1] for bound in passing)
    if low == high:
        return None
    first, last = min(counts), max(counts)
    width = ceil((last - first + 1) / PRICE_BARS)
    bars = [
        sum(counts.get(step, 0) for step in _span(start, width)) for start in range(first, last + 1, width)
    ]
    edges = [2 ** ((first + width * bar) / _STEPS_A_DOUBLING) for bar in range(len(bars) + 1)]
    return Prices(low, high, bars, edges)


def _span(start: int, width: int) -> Iterable[int]:
    return range(start, start + width)
