"""Tables of reviews and questions."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Line, LongText, Moment
from app.core.db import Base


class Review(Base):
    """A buyer's word on a product; shown once approved. One for each order line (B11)."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        CheckConstraint("state IN ('waiting', 'approved', 'rejected')", name="state"),
        Index(None, "product_id", "state", "created_at"),
    )

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL"), default=None
    )
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"), unique=True, default=None)
    stars: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[Line] = mapped_column(server_default="")
    text: Mapped[LongText]
    author_name: Mapped[Line]
    city: Mapped[Line] = mapped_column(server_default="")
    state: Mapped[Code] = mapped_column(server_default="waiting")
    reply: Mapped[LongText]
    """The shop's word under it."""
    reject_reason: Mapped[LongText]
    """Why it is not shown; for staff."""
    helpful_count: Mapped[int] = mapped_column(server_default="0")
    moderated_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]


class ReviewPhoto(Base):
    """A photograph in a review."""

    __tablename__ = "review_photos"
    __table_args__ = (Index(None, "review_id"), Index(None, "key"))

    id: Mapped[Id]
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"))
    source: Mapped[str]
    key: Mapped[str]
    position: Mapped[int] = mapped_column(SmallInteger)


class ReviewVote(Base):
    """One person finds one review helpful, once."""

    __tablename__ = "review_votes"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)


class Question(Base):
    """A shopper's question about a product and the shop's answer; shown once answered."""

    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'answered', 'rejected')", name="state"),
        Index(None, "product_id", "state"),
    )

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL"), default=None
    )
    author_name: Mapped[Line]
    email: Mapped[str] = mapped_column(server_default="")
    """Where the answer goes; empty when they did not ask for it."""
    text: Mapped[LongText]
    answer: Mapped[LongText]
    state: Mapped[Code] = mapped_column(server_default="waiting")
    answered_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
