"""Staff say what stands first for a query, and what ranks higher or lower."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Category, Product
from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.search.errors import NoSuchRank
from app.search.models import SearchBoost, SearchPin
from app.search.normalise import normalise

MOST_PINS = 12
"""Of one query: they fill half of the first page."""
FACTORS = {"3": "Much higher", "1.5": "Higher", "0.6": "Lower", "0.3": "Much lower"}
"""What a boost multiplies a product's rank by."""
_LOCK = 0x0B2E_0008
_TABLES: Mapping[str, type[Product | Brand | Category]] = {
    "product": Product,
    "brand": Brand,
    "category": Category,
}


@dataclass(frozen=True, slots=True)
class Span:
    """When it counts; None is open."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise Rejected(errors={"until": "The last day comes before the first."})


async def pin_product(
    session: AsyncSession, query: str, product_id: int, *, span: Span, actor: Actor
) -> SearchPin:
    """Put the product behind the query's other pins. Raises Rejected; a product that is pinned gets the new dates."""
    words = query_words(query)
    await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    await _check(session, Product, product_id)
    pins = await pins_of(session, words)
    pin = next((one for one in pins if one.product_id == product_id), None)
    if pin is None:
        if len(pins) >= MOST_PINS:
            raise Rejected(f"At most {MOST_PINS} products stand first for one search. Take one off before.")
        pin = SearchPin(query=words, product_id=product_id, position=len(pins) + 1)
        session.add(pin)
    pin.starts_at, pin.ends_at = span.starts_at, span.ends_at
    await session.flush()
    audit(
        session, actor, "search_pin.save", "search_pin", pin.id, after={"query": words, "product": product_id}
    )
    return pin


async def move_pin(session: AsyncSession, pin_id: int, step: int, *, actor: Actor) -> str:
    """One place up (-1) or down (1); the query. At the end nothing moves. Raises NoSuchRank."""
    query = await _query_of_pin(session, pin_id)
    pins = await pins_of(session, query)
    old = next(place for place, pin in enumerate(pins) if pin.id == pin_id)
    new = old + step
    if 0 <= new < len(pins):
        pins[old], pins[new] = pins[new], pins[old]
        _number(pins)
        audit(
            session,
            actor,
            "search_pin.move",
            "search_pin",
            pin_id,
            before={"position": old + 1},
            after={"position": new + 1},
        )
    return query


async def unpin(session: AsyncSession, pin_id: int, *, actor: Actor) -> str:
    """Take it off; the query. Raises NoSuchRank."""
    query = await _query_of_pin(session, pin_id)
    pins = await pins_of(session, query)
    gone = next(pin for pin in pins if pin.id == pin_id)
    await session.delete(gone)
    _number([pin for pin in pins if pin is not gone])
    audit(
        session,
        actor,
        "search_pin.remove",
        "search_pin",
        pin_id,
        before={"query": query, "product": gone.product_id},
    )
    return query


async def boost(
    session: AsyncSession, query: str, kind: str, target_id: int, factor: str, *, span: Span, actor: Actor
) -> SearchBoost:
    """Rank a product, a brand or a category (`kind`) otherwise, for the query or, when that is empty, for every one.

    A target that has one already gets the new factor and dates. Raises Rejected.
    """
    words = query_words(query) if query else ""
    if factor not in FACTORS:
        raise Rejected(errors={"factor": "Choose how much."})
    table = _TABLES[kind]
    await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    await _check(session, table, target_id)
    column = f"{kind}_id"
    row = await session.scalar(
        select(SearchBoost).where(SearchBoost.query == words, getattr(SearchBoost, column) == target_id)
    )
    if row is None:
        row = SearchBoost(query=words, **{column: target_id})
        session.add(row)
    row.factor, row.starts_at, row.ends_at = float(factor), span.starts_at, span.ends_at
    await session.flush()
    told = {"query": words, kind: target_id, "factor": factor}
    audit(session, actor, "search_boost.save", "search_boost", row.id, after=told)
    return row


async def unboost(session: AsyncSession, boost_id: int, *, actor: Actor) -> str:
    """Rank as without it; the query. Raises NoSuchRank."""
    row = await session.scalar(select(SearchBoost).where(SearchBoost.id == boost_id).with_for_update())
    if row is None:
        raise NoSuchRank("There is no such boost.")
    await session.delete(row)
    before = {"query": row.query, "factor": row.factor}
    audit(session, actor, "search_boost.remove", "search_boost", boost_id, before=before)
    return row.query


def query_words(query: str) -> str:
    """The query as search looks pins up by. Raises Rejected for one without a letter."""
    words = normalise(query)
    if not words:
        raise Rejected(errors={"query": "Write the search that this is for."})
    return words[:200]


async def pins_of(session: AsyncSession, words: str) -> list[SearchPin]:
    """The query's pins in their order."""
    rows = await session.scalars(
        select(SearchPin).where(SearchPin.query == words).order_by(SearchPin.position, SearchPin.id)
    )
    return list(rows)


async def _query_of_pin(session: AsyncSession, pin_id: int) -> str:
    await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    query = await session.scalar(select(SearchPin.query).where(SearchPin.id == pin_id))
    if query is None:
        raise NoSuchRank("There is no such pin.")
    return query


def _number(pins: Sequence[SearchPin]) -> None:
    for position, pin in enumerate(pins, start=1):
        pin.position = position


async def _check(session: AsyncSession, table: type[Product | Brand | Category], target_id: int) -> None:
    if await session.get(table, target_id) is None:
        raise Rejected("There is no such product, brand or category any more.")
