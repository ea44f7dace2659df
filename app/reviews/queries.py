"""Reading reviews and questions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.core.pagination import Pagination
from app.orders.models import Order, OrderLine
from app.reviews.models import Question, Review, ReviewPhoto
from app.reviews.write import HAS_ARRIVED

SORTS = ("new", "helpful")
"""The first is the usual one."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The published product that is talked about. `rating` is stars × 100."""

    id: int
    slug: str
    name: str
    rating: int | None
    review_count: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as lists show it. `photos` are (source, key)."""

    id: int
    product_id: int
    stars: int
    title: str
    text: str
    author_name: str
    city: str
    created_at: datetime
    state: str
    reply: str
    reject_reason: str
    helpful_count: int
    photos: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """One page of a product's reviews, and how many there are with each number of stars."""

    rows: Sequence[ReviewRow]
    pagination: Pagination
    by_stars: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class ModeratedReview:
    """A review at the desk."""

    review: ReviewRow
    product_name: str
    product_slug: str
    order_number: str


@dataclass(frozen=True, slots=True)
class ModeratedQuestion:
    """A question at the desk."""

    question: Question
    product_name: str
    product_slug: str


async def find_subject(session: AsyncSession, slug: str) -> Subject | None:
    """The published product of that slug."""
    row = (
        await session.execute(
            select(Product.id, Product.slug, Product.name, Product.rating, Product.review_count).where(
                Product.slug == slug, Product.state == "published"
            )
        )
    ).one_or_none()
    return Subject(**row._mapping) if row else None


async def shown_reviews(
    session: AsyncSession,
    product_id: int,
    *,
    stars: int | None = None,
    sort: str = SORTS[0],
    page: int = 1,
    per_page: int = 10,
) -> ReviewsPage:
    """The product's approved reviews, in two statements."""
    counts = await session.execute(
        select(Review.stars, func.count())
        .where(Review.product_id == product_id, Review.state == "approved")
        .group_by(Review.stars)
    )
    by_stars = {row[0]: row[1] for row in counts}
    total = sum(by_stars.values()) if stars is None else by_stars.get(stars, 0)
    pagination = Pagination(page, per_page, total)
    wanted = _rows().where(Review.product_id == product_id, Review.state == "approved")
    if stars is not None:
        wanted = wanted.where(Review.stars == stars)
    newest = (Review.created_at.desc(), Review.id.desc())
    order = (Review.helpful_count.desc(), *newest) if sort == "helpful" else newest
    rows = await session.execute(wanted.order_by(*order).limit(per_page).offset(pagination.offset))
    return ReviewsPage([_row(row) for row in rows], pagination, by_stars)


async def reviewed_lines(session: AsyncSession, line_ids: Collection[int]) -> dict[int, str]:
    """Those of the order lines that have a review, with its state."""
    rows = await session.execute(
        select(Review.order_line_id, Review.state).where(Review.order_line_id.in_(line_ids))
    )
    return {row.order_line_id: row.state for row in rows}


async def line_to_review(session: AsyncSession, account_id: int, product_id: int) -> tuple[str, int] | None:
    """Order number and line by which this person may still review the product, the latest first."""
    row = (
        await session.execute(
            select(Order.number, OrderLine.id)
            .join(OrderLine, OrderLine.order_id == Order.id)
            .outerjoin(Review, Review.order_line_id == OrderLine.id)
            .where(
                Order.account_id == account_id,
                Order.state.in_(HAS_ARRIVED),
                OrderLine.product_id == product_id,
                Review.id.is_(None),
            )
            .order_by(Order.placed_at.desc())
            .limit(1)
        )
    ).first()
    return (row.number, row.id) if row else None


async def shown_photo_source(session: AsyncSession, key: str) -> str | None:
    """What the picture of that key in a shown review is made from."""
    return await session.scalar(
        select(ReviewPhoto.source)
        .join(Review, Review.id == ReviewPhoto.review_id)
        .where(ReviewPhoto.key == key, Review.state == "approved")
        .limit(1)
    )


async def photos_of(session: AsyncSession, review_id: int) -> Sequence[ReviewPhoto]:
    """The review's pictures, whatever its state."""
    rows = await session.scalars(
        select(ReviewPhoto).where(ReviewPhoto.review_id == review_id).order_by(ReviewPhoto.position)
    )
    return rows.all()


async def reviews_in_state(
    session: AsyncSession, state: str, *, page: int = 1, per_page: int = 20
) -> tuple[Sequence[ModeratedReview], Pagination]:
    """The desk's queue: what waits oldest first, what was decided newest first."""
    total = await session.scalar(select(func.count(Review.id)).where(Review.state == state)) or 0
    pagination = Pagination(page, per_page, total)
    order = Review.id.asc() if state == "waiting" else Review.moderated_at.desc()
    rows = await session.execute(
        _rows()
        .add_columns(
            Product.name.label("product_name"),
            Product.slug.label("product_slug"),
            func.coalesce(Order.number, "").label("order_number"),
        )
        .join(Product, Product.id == Review.product_id)
        .outerjoin(OrderLine, OrderLine.id == Review.order_line_id)
        .outerjoin(Order, Order.id == OrderLine.order_id)
        .where(Review.state == state)
        .order_by(order, Review.id)
        .limit(per_page)
        .offset(pagination.offset)
    )
    found = [ModeratedReview(_row(row), row.product_name, row.product_slug, row.order_number) for row in rows]
    return found, pagination


async def review_counts(session: AsyncSession) -> dict[str, int]:
    """How many reviews are in each state."""
    rows = await session.execute(select(Review.state, func.count()).group_by(Review.state))
    return {row[0]: row[1] for row in rows}


async def shown_questions(session: AsyncSession, product_id: int, *, limit: int = 50) -> Sequence[Question]:
    """The product's answered questions, the latest answer first."""
    rows = await session.scalars(_SHOWN_QUESTIONS, {"product_id": product_id, "most": limit})
    return rows.all()


async def questions_in_state(
    session: AsyncSession, state: str, *, page: int = 1, per_page: int = 20
) -> tuple[Sequence[ModeratedQuestion], Pagination]:
    """The desk's queue: what waits oldest first, the others newest first."""
    total = await session.scalar(select(func.count(Question.id)).where(Question.state == state)) or 0
    pagination = Pagination(page, per_page, total)
    rows = await session.execute(
        select(Question, Product.name, Product.slug)
        .join(Product, Product.id == Question.product_id)
        .where(Question.state == state)
        .order_by(Question.id.asc() if state == "waiting" else Question.id.desc())
        .limit(per_page)
        .offset(pagination.offset)
    )
    return [ModeratedQuestion(*row) for row in rows], pagination


async def question_counts(session: AsyncSession) -> dict[str, int]:
    """How many questions are in each state."""
    rows = await session.execute(select(Question.state, func.count()).group_by(Question.state))
    return {row[0]: row[1] for row in rows}


async def question_with_product(session: AsyncSession, question_id: int) -> tuple[Question, str, str] | None:
    """The question with its product's name and slug."""
    row = (
        await session.execute(
            select(Question, Product.name, Product.slug)
            .join(Product, Product.id == Question.product_id)
            .where(Question.id == question_id)
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


_SHOWN_QUESTIONS = (
    select(Question)
    .where(Question.product_id == bindparam("product_id"), Question.state == "answered")
    .order_by(Question.answered_at.desc(), Question.id.desc())
    .limit(bindparam("most", type_=Integer))
)


def _rows() -> Any:
    pair = func.json_build_array(ReviewPhoto.source, ReviewPhoto.key)
    photos = (
        select(func.json_agg(aggregate_order_by(pair, ReviewPhoto.position)))
        .where(ReviewPhoto.review_id == Review.id)
        .correlate(Review)
        .scalar_subquery()
    )
    return select(*_COLUMNS, photos.label("photos"))


_COLUMNS = (
    *(Review.id, Review.product_id, Review.stars, Review.title, Review.text, Review.author_name, Review.city),
    *(Review.created_at, Review.state, Review.reply, Review.reject_reason, Review.helpful_count),
)


def _row(row: Any) -> ReviewRow:
    values = {column.key: getattr(row, column.key) for column in _COLUMNS}
    return ReviewRow(**values, photos=[(source, key) for source, key in row.photos or []])
