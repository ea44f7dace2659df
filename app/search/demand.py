"""What the shop's searches tell staff: sums over a period, wishes, what was taught by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Category, Product
from app.core.clock import in_pakistan, now
from app.core.pagination import Pagination
from app.search.models import (
    ProductRequest,
    SearchBlock,
    SearchBoost,
    SearchDay,
    SearchPin,
    SearchSynonym,
)

PER_PAGE = 50
MOST_TARGETS = 8


@dataclass(frozen=True, slots=True)
class Term:
    """A term's sums over the period."""

    term: str
    searches: int
    empty: int
    close: int
    clicks: int
    is_blocked: bool

    @property
    def click_rate(self) -> int:
        """Of a hundred searches, how many led to a product; a product opened twice counts once."""
        return min(100, round(100 * self.clicks / self.searches)) if self.searches else 0


@dataclass(frozen=True, slots=True)
class Sums:
    """All terms together."""

    terms: int
    searches: int
    empty: int
    clicks: int
    empty_terms: int
    wishes: int


@dataclass(frozen=True, slots=True)
class RankedQuery:
    """A query with what was taught about it. The empty one stands for all."""

    query: str
    pins: int
    boosts: int


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pin with its product, whatever that one's state is now."""

    pin: SearchPin
    name: str
    slug: str
    state: str


@dataclass(frozen=True, slots=True)
class Boosted:
    """A boost with the name of its target."""

    boost: SearchBoost
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be ranked by hand."""

    kind: str
    id: int
    name: str


async def find_targets(session: AsyncSession, text: str) -> list[Target]:
    """Products on show, brands and categories whose name has the text, those that sell most first."""
    if not text:
        return []
    products = await session.execute(
        select(Product.id, Product.name)
        .where(Product.state == "published", Product.name.icontains(text, autoescape=True))
        .order_by(Product.units_sold.desc(), Product.name, Product.id)
        .limit(MOST_TARGETS)
    )
    found = [Target("product", *row) for row in products]
    tables: tuple[tuple[str, type[Brand | Category]], ...] = (("brand", Brand), ("category", Category))
    for kind, table in tables:
        rows = await session.execute(
            select(table.id, table.name)
            .where(table.name.icontains(text, autoescape=True))
            .order_by(func.length(table.name), table.id)
            .limit(3)
        )
        found += [Target(kind, *row) for row in rows]
    return found


async def sums_of(session: AsyncSession, days: int) -> Sums:
    """The period's figures, and how many wishes wait."""
    by_term = (
        select(
            *(func.sum(one).label(one.key) for one in (SearchDay.searches, SearchDay.empty, SearchDay.clicks))
        )
        .where(_since(days))
        .group_by(SearchDay.term)
        .subquery()
    )
    wishes = select(func.count(ProductRequest.id)).where(ProductRequest.state == "open").scalar_subquery()
    row = (
        await session.execute(
            select(
                func.count(),
                *(func.coalesce(func.sum(by_term.c[name]), 0) for name in ("searches", "empty", "clicks")),
                func.count().filter(by_term.c.empty > 0),
                wishes,
            ).select_from(by_term)
        )
    ).one()
    return Sums(*(int(number) for number in row))


async def terms_page(
    session: AsyncSession, days: int, *, without_results: bool, page: int
) -> tuple[Sequence[Term], Pagination]:
    """Terms by how often they were searched, or those that found nothing by how often they did."""
    searches, empty = func.sum(SearchDay.searches), func.sum(SearchDay.empty)
    grouped = select(SearchDay.term).where(_since(days)).group_by(SearchDay.term)
    if without_results:
        grouped = grouped.having(empty > 0)
    pagination = Pagination(page, PER_PAGE, await _count(session, grouped))
    blocked = select(SearchBlock.term).where(SearchBlock.term == SearchDay.term).exists()
    rows = await session.execute(
        grouped.add_columns(
            searches,
            empty,
            func.sum(SearchDay.close),
            func.sum(SearchDay.clicks),
            blocked.label("is_blocked"),
        )
        .order_by((empty if without_results else searches).desc(), SearchDay.term)
        .limit(PER_PAGE)
        .offset(pagination.offset)
    )
    return [Term(*row) for row in rows], pagination


async def wishes_page(
    session: AsyncSession, *, is_open: bool, page: int
) -> tuple[Sequence[ProductRequest], Pagination]:
    """What shoppers asked us to stock, the latest first."""
    wanted = select(ProductRequest).where(ProductRequest.state == ("open" if is_open else "closed"))
    pagination = Pagination(page, PER_PAGE, await _count(session, wanted))
    rows = await session.scalars(
        wanted.order_by(ProductRequest.id.desc()).limit(PER_PAGE).offset(pagination.offset)
    )
    return rows.all(), pagination


async def synonyms_page(
    session: AsyncSession, search: str, *, page: int
) -> tuple[Sequence[SearchSynonym], Pagination]:
    """Synonyms by their words; `search` is normalised and stands anywhere in either."""
    wanted = select(SearchSynonym)
    if search:
        wanted = wanted.where(
            SearchSynonym.word.contains(search, autoescape=True)
            | SearchSynonym.means.contains(search, autoescape=True)
        )
    pagination = Pagination(page, PER_PAGE, await _count(session, wanted))
    rows = await session.scalars(
        wanted.order_by(SearchSynonym.word, SearchSynonym.means, SearchSynonym.id)
        .limit(PER_PAGE)
        .offset(pagination.offset)
    )
    return rows.all(), pagination


async def find_synonym(session: AsyncSession, synonym_id: int) -> SearchSynonym | None:
    """The synonym of that id."""
    return await session.get(SearchSynonym, synonym_id)


async def ranked_queries(session: AsyncSession, *, page: int) -> tuple[Sequence[RankedQuery], Pagination]:
    """Queries with pins or boosts, by name; the boosts of every query come first."""
    pins = select(SearchPin.query.label("query"), func.count().label("pins")).group_by(SearchPin.query)
    boosts = select(SearchBoost.query.label("query"), func.count().label("boosts")).group_by(
        SearchBoost.query
    )
    left, right = pins.subquery(), boosts.subquery()
    both = select(
        func.coalesce(left.c.query, right.c.query).label("query"),
        func.coalesce(left.c.pins, 0),
        func.coalesce(right.c.boosts, 0),
    ).select_from(left.join(right, left.c.query == right.c.query, full=True))
    pagination = Pagination(page, PER_PAGE, await _count(session, both))
    rows = await session.execute(both.order_by("query").limit(PER_PAGE).offset(pagination.offset))
    return [RankedQuery(*row) for row in rows], pagination


async def pinned(session: AsyncSession, words: str) -> Sequence[Pinned]:
    """The query's pins in their order."""
    rows = await session.execute(
        select(SearchPin, Product.name, Product.slug, Product.state)
        .join(Product, Product.id == SearchPin.product_id)
        .where(SearchPin.query == words)
        .order_by(SearchPin.position, SearchPin.id)
    )
    return [Pinned(*row) for row in rows]


async def boosted(session: AsyncSession, words: str) -> Sequence[Boosted]:
    """The query's boosts, products first, then brands, then categories."""
    rows = await session.execute(
        select(
            SearchBoost,
            func.coalesce(Product.name, Brand.name, Category.name),
        )
        .outerjoin(Product, Product.id == SearchBoost.product_id)
        .outerjoin(Brand, Brand.id == SearchBoost.brand_id)
        .outerjoin(Category, Category.id == SearchBoost.category_id)
        .where(SearchBoost.query == words)
        .order_by(SearchBoost.product_id, SearchBoost.brand_id, SearchBoost.category_id)
    )
    return [Boosted(boost, _kind_of(boost), name) for boost, name in rows]


def is_on(row: SearchPin | SearchBoost, moment: datetime) -> bool:
    """Whether it counts at that moment."""
    return (row.starts_at is None or row.starts_at <= moment) and (
        row.ends_at is None or moment < row.ends_at
    )


def _kind_of(boost: SearchBoost) -> str:
    if boost.product_id:
        return "Product"
    return "Brand" if boost.brand_id else "Category"


def _since(days: int) -> ColumnElement[bool]:
    return SearchDay.day > in_pakistan(now()).date() - timedelta(days=days)


async def _count(session: AsyncSession, rows: Select[*tuple[object, ...]]) -> int:
    return await session.scalar(select(func.count()).select_from(rows.subquery())) or 0
