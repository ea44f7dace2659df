"""Tables of search: what staff teach it, and the index that PostgreSQL answers from."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import REAL, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Line, LongText, Moment, Paisa
from app.core.db import Base


class SearchSynonym(Base):
    """A word or phrase and what it means, both as `normalise` writes them."""

    __tablename__ = "search_synonyms"
    __table_args__ = (
        UniqueConstraint("word", "means"),
        Index(None, "means"),
        Index(None, "sound"),
        Index(
            "ix_search_synonyms_alike",
            "word",
            postgresql_using="gin",
            postgresql_ops={"word": "gin_trgm_ops"},
        ),
        CheckConstraint("weight > 0 AND weight <= 1", name="weight"),
        CheckConstraint("word <> '' AND means <> '' AND word <> means", name="words"),
    )

    id: Mapped[Id]
    word: Mapped[Line]
    means: Mapped[Line]
    sound: Mapped[Line]
    """How the word sounds: Roman Urdu is spelled as everyone likes."""
    weight: Mapped[float] = mapped_column(REAL, server_default="0.8")
    is_one_way: Mapped[bool] = mapped_column(server_default="false")
    source: Mapped[Code] = mapped_column(server_default="staff")
    """`seed` or `staff`."""
    created_at: Mapped[CreatedAt]


class SearchPin(Base):
    """A product that stands first, by position, for this very query."""

    __tablename__ = "search_pins"
    __table_args__ = (UniqueConstraint("query", "product_id"), Index(None, "product_id"))

    id: Mapped[Id]
    query: Mapped[Line]
    """As `normalise` writes it."""
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    starts_at: Mapped[Moment | None]
    ends_at: Mapped[Moment | None]
    created_at: Mapped[CreatedAt]


class SearchBoost(Base):
    """What ranks higher (or lower, below 1) for a query, or for every query when that is empty."""

    __tablename__ = "search_boosts"
    __table_args__ = (
        Index(None, "query"),
        CheckConstraint("factor BETWEEN 0.1 AND 10", name="factor"),
        CheckConstraint("num_nonnulls(product_id, brand_id, category_id) = 1", name="one_target"),
    )

    id: Mapped[Id]
    query: Mapped[Line] = mapped_column(server_default="")
    product_id: Mapped[int | None] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), default=None
    )
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"), default=None)
    category_id: Mapped[int | None] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), default=None
    )
    factor: Mapped[float] = mapped_column(REAL)
    starts_at: Mapped[Moment | None]
    ends_at: Mapped[Moment | None]
    created_at: Mapped[CreatedAt]


class SearchDay(Base):
    """How often a term was searched on one day of Pakistan's calendar. Nobody's searches: only sums stand here."""

    __tablename__ = "search_days"
    __table_args__ = (
        Index(None, "term"),
        CheckConstraint("searches >= 0 AND empty >= 0 AND close >= 0 AND clicks >= 0", name="counts"),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    term: Mapped[Line] = mapped_column(primary_key=True)
    searches: Mapped[int] = mapped_column(server_default="0")
    empty: Mapped[int] = mapped_column(server_default="0")
    """Nothing was found."""
    close: Mapped[int] = mapped_column(server_default="0")
    """Something was found after words were corrected or left out."""
    clicks: Mapped[int] = mapped_column(server_default="0")


class SearchBlock(Base):
    """A term that is never offered as a popular search."""

    __tablename__ = "search_blocks"

    term: Mapped[Line] = mapped_column(primary_key=True)
    created_at: Mapped[CreatedAt]


class SearchRebuild(Base):
    """One building of the whole index, asked for by staff; the slow worker does it."""

    __tablename__ = "search_rebuilds"
    __table_args__ = (
        Index(
            "uq_search_rebuilds_open",
            text("(finished_at IS NULL)"),
            unique=True,
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index(None, "finished_at"),
    )

    id: Mapped[Id]
    asked_at: Mapped[CreatedAt]
    started_at: Mapped[Moment | None]
    touched_at: Mapped[Moment | None]
    """When progress was last told."""
    finished_at: Mapped[Moment | None]
    done: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[LongText]


class ProductRequest(Base):
    """Something a shopper looked for in vain and would like us to stock."""

    __tablename__ = "product_requests"
    __table_args__ = (
        Index("ix_product_requests_state_id", "state", "id"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
    )

    id: Mapped[Id]
    wanted: Mapped[Line]
    query: Mapped[Line] = mapped_column(server_default="")
    """What they had searched for."""
    email: Mapped[str | None] = mapped_column(String(254), default=None)
    phone: Mapped[str | None] = mapped_column(String(20), default=None)
    state: Mapped[Code] = mapped_column(server_default="open")
    created_at: Mapped[CreatedAt]
    closed_at: Mapped[Moment | None]


class SearchDocument(Base):
    """The normalised words of one published product. This and what follows is derived: `rebuild` makes it anew."""

    __tablename__ = "search_document"
    __table_args__ = (Index(None, "tsv", postgresql_using="gin"),)

    product_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(Text)
    keywords: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    source: Mapped[int] = mapped_column(BigInteger)
    """A hash of the words before they were normalised: tells when they have changed."""
    tsv: Mapped[Any] = mapped_column(
        TSVECTOR,
        Computed(
            "setweight(to_tsvector('search_en', title), 'A')"
            " || setweight(to_tsvector('search_en', keywords), 'B')"
            " || setweight(to_tsvector('search_en', description), 'D')",
            persisted=True,
        ),
    )


class SearchLexeme(Base):
    """A stem and in how many products it stands (refreshed each night)."""

    __tablename__ = "search_lexeme"

    lexeme_id: Mapped[int] = mapped_column(Integer, Identity(always=False), primary_key=True)
    lexeme: Mapped[str] = mapped_column(Text, unique=True)
    df: Mapped[int]


class SearchPosting(Base):
    """How much a product is about a stem (BM25F without the stem's rarity)."""

    __tablename__ = "search_posting"
    __table_args__ = (Index(None, "product_id"),)

    lexeme_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    product_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    impact: Mapped[float] = mapped_column(REAL)


class SearchWord(Base):
    """A word as products write it, for completions and corrections."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index(
            "ix_search_word_alike", "word", postgresql_using="gin", postgresql_ops={"word": "gin_trgm_ops"}
        ),
        Index(
            "ix_search_word_prefix",
            "word",
            postgresql_ops={"word": "text_pattern_ops"},
            postgresql_include=["lexeme_id", "df", "title_df"],
        ),
    )

    word: Mapped[str] = mapped_column(Text, primary_key=True)
    lexeme_id: Mapped[int]
    df: Mapped[int]
    title_df: Mapped[int]


class SearchStat(Base):
    """One row: how many products, and the mean length of each part of their documents."""

    __tablename__ = "search_stat"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, server_default="1")
    products: Mapped[int]
    title_length: Mapped[float] = mapped_column(REAL)
    keywords_length: Mapped[float] = mapped_column(REAL)
    description_length: Mapped[float] = mapped_column(REAL)
    built_at: Mapped[CreatedAt]


class SearchFacet(Base):
    """What a published product can be filtered and ranked by: narrow, so that all rows stay in memory."""

    __tablename__ = "search_facet"
    __table_args__ = (Index(None, "category_ids", postgresql_using="gin"), Index(None, "brand_id"))

    product_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    brand_id: Mapped[int | None] = mapped_column(BigInteger)
    category_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    """Each category it stands in, and their parents."""
    price_min: Mapped[Paisa]
    price_max: Mapped[Paisa]
    percent_off: Mapped[int] = mapped_column(SmallInteger)
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    popularity: Mapped[float] = mapped_column(REAL)
    """ln(1 + units sold in 90 days)."""
    in_stock: Mapped[bool]
    published_at: Mapped[Moment | None]
