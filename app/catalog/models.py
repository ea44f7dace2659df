"""Tables of what is sold."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.columns import Code, CreatedAt, Id, Json, Line, LongText, Moment, Paisa, UpdatedAt
from app.core.db import Base

PRODUCT_STATES = ("draft", "in_review", "published", "archived")


class Seller(Base):
    """Who sells. One today; products, stock, order lines and shipments already name theirs (F-002)."""

    __tablename__ = "sellers"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Line]
    created_at: Mapped[CreatedAt]


class Category(Base):
    """A shelf of the shop; two levels. `tint` is the paper stock its pictures lie on."""

    __tablename__ = "categories"
    __table_args__ = (
        UniqueConstraint("parent_id", "slug", postgresql_nulls_not_distinct=True),
        CheckConstraint("parent_id <> id", name="not_own_parent"),
    )

    id: Mapped[Id]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), default=None)
    name: Mapped[Line]
    slug: Mapped[str]
    position: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    tint: Mapped[str] = mapped_column(server_default="kraft")
    intro: Mapped[LongText]
    seo_title: Mapped[Line] = mapped_column(server_default="")
    seo_description: Mapped[str] = mapped_column(server_default="")
    is_visible: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class Brand(Base):
    """The name on the product."""

    __tablename__ = "brands"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    intro: Mapped[LongText]
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class SlugHistory(Base):
    """A slug that was once true. Asking for it answers 301 to where the thing lives now."""

    __tablename__ = "slug_history"
    __table_args__ = (UniqueConstraint("kind", "slug"), Index(None, "kind", "object_id"))

    id: Mapped[Id]
    kind: Mapped[Code]
    """`product`, `category` or `brand`."""
    slug: Mapped[str]
    """A category's is its whole path, `pens/fountain-pens`."""
    object_id: Mapped[int]
    created_at: Mapped[CreatedAt]


class Product(Base):
    """A thing with one page. Price, rating and sales of its variants are summed up here for listings (C-15).

    The summary columns (`price_min` … `colours`) are written by `catalog.summarise` alone.
    """

    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'in_review', 'published', 'archived')", name="state"),
        CheckConstraint("price_min >= 0 AND price_max >= price_min", name="prices"),
        Index(None, "category_id"),
        Index(None, "brand_id"),
        Index("ix_products_published", "published_at", "id", postgresql_where=text("state = 'published'")),
        Index("ix_products_attributes", "attributes", postgresql_using="gin"),
        Index(
            "ix_products_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
    )

    id: Mapped[Id]
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Line]
    description: Mapped[LongText]
    """HTML, sanitised on write and again on render."""
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brands.id"), default=None)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), default=None)
    """The primary category; `product_categories` holds the others too (G-07)."""
    type: Mapped[Line] = mapped_column(server_default="")
    state: Mapped[Code] = mapped_column(server_default="draft")
    published_at: Mapped[Moment | None] = mapped_column(default=None)
    tax_class: Mapped[str] = mapped_column(ForeignKey("tax_classes.code"), server_default="standard")
    hs_code: Mapped[str] = mapped_column(server_default="")
    attributes: Mapped[Json]
    """Specifications: `{"nib": "Medium"}`. Labels live in `attribute_labels`."""
    tags: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    seo_title: Mapped[Line] = mapped_column(server_default="")
    seo_description: Mapped[str] = mapped_column(server_default="")
    search_text: Mapped[LongText]
    """Name, brand, category, SKUs and tags in lower case, for the embedded search."""
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    price_min: Mapped[Paisa] = mapped_column(server_default="0")
    price_max: Mapped[Paisa] = mapped_column(server_default="0")
    compare_at: Mapped[Paisa | None] = mapped_column(default=None)
    """Was-price of the cheapest variant, when it is a deal."""
    percent_off: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    """Whole per cent saved on the variant with the largest saving."""
    variant_count: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    colours: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    """`[["Burgundy", "#7c1f2d"], …]` in option order."""
    rating: Mapped[int | None] = mapped_column(SmallInteger, default=None)
    """Average stars × 100; null without reviews."""
    review_count: Mapped[int] = mapped_column(server_default="0")
    units_sold: Mapped[int] = mapped_column(server_default="0")
    """Units in orders that were not cancelled; best sellers and popularity read it."""

    brand: Mapped[Brand | None] = relationship(lazy="raise")
    category: Mapped[Category | None] = relationship(lazy="raise")
    options: Mapped[list["ProductOption"]] = relationship(lazy="raise", order_by="ProductOption.position")
    variants: Mapped[list["Variant"]] = relationship(lazy="raise", order_by="Variant.position")
    images: Mapped[list["ProductImage"]] = relationship(lazy="raise", order_by="ProductImage.position")


class ProductCategory(Base):
    """Every category a product is listed in, the primary one included."""

    __tablename__ = "product_categories"
    __table_args__ = (Index(None, "category_id"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"), primary_key=True)


class AttributeLabel(Base):
    """What an attribute's key is called on pages: `nib` → “Nib”."""

    __tablename__ = "attribute_labels"

    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[Line]


class ProductOption(Base):
    """Something to choose: Colour, Nib, Pack."""

    __tablename__ = "product_options"
    __table_args__ = (UniqueConstraint("product_id", "slug"),)

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    name: Mapped[Line]
    slug: Mapped[str]
    """Its key in the page's address: `?colour=…`."""
    position: Mapped[int] = mapped_column(SmallInteger)

    values: Mapped[list["OptionValue"]] = relationship(lazy="raise", order_by="OptionValue.position")


class OptionValue(Base):
    """One choice of an option. `hex` (`#7c1f2d`) when it is a colour."""

    __tablename__ = "option_values"
    __table_args__ = (UniqueConstraint("option_id", "slug"),)

    id: Mapped[Id]
    option_id: Mapped[int] = mapped_column(ForeignKey("product_options.id", ondelete="CASCADE"))
    name: Mapped[Line]
    slug: Mapped[str]
    hex: Mapped[str | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(SmallInteger)


class ProductImage(Base):
    """A picture.

    `source` is an upload's key or a `drawing:` call; `key` names it in addresses (`/media/<key>/…`).
    """

    __tablename__ = "product_images"
    __table_args__ = (UniqueConstraint("product_id", "source"), Index(None, "key"))

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    source: Mapped[str]
    key: Mapped[str]
    alt: Mapped[str] = mapped_column(server_default="")
    position: Mapped[int] = mapped_column(SmallInteger)
    is_ready: Mapped[bool] = mapped_column(server_default="false")
    """Whether all sizes have been made."""


class Variant(Base):
    """What is put into a cart: one SKU with its price. Prices include sales tax."""

    __tablename__ = "variants"
    __table_args__ = (
        CheckConstraint("price > 0", name="price"),
        CheckConstraint("compare_at IS NULL OR compare_at > price", name="compare_at"),
        CheckConstraint("max_per_order BETWEEN 1 AND 999", name="max_per_order"),
        Index(None, "product_id"),
    )

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    sku: Mapped[str] = mapped_column(unique=True)
    barcode: Mapped[str] = mapped_column(server_default="")
    title: Mapped[Line] = mapped_column(server_default="")
    """The choices in words, “Burgundy, Medium”; empty for a product with one variant."""
    choices: Mapped[Json]
    """Option slug → value slug, `{"colour": "burgundy"}`."""
    price: Mapped[Paisa]
    compare_at: Mapped[Paisa | None] = mapped_column(default=None)
    cost: Mapped[Paisa | None] = mapped_column(default=None)
    """What the shop paid. Never shown to customers."""
    weight_grams: Mapped[int] = mapped_column(Integer, server_default="0")
    max_per_order: Mapped[int] = mapped_column(SmallInteger, server_default="99")
    image_id: Mapped[int | None] = mapped_column(
        ForeignKey("product_images.id", ondelete="SET NULL"), default=None
    )
    position: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    is_active: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    image: Mapped[ProductImage | None] = relationship(lazy="raise")
    product: Mapped[Product] = relationship(lazy="raise", viewonly=True)


class ImportRun(Base):
    """One run of an import file, so that staff can see what came in and what did not."""

    __tablename__ = "import_runs"

    id: Mapped[Id]
    file_name: Mapped[Line]
    file_hash: Mapped[str]
    state: Mapped[Code] = mapped_column(server_default="running")
    rows_done: Mapped[int] = mapped_column(server_default="0")
    created: Mapped[int] = mapped_column(server_default="0")
    changed: Mapped[int] = mapped_column(server_default="0")
    unchanged: Mapped[int] = mapped_column(server_default="0")
    bad_rows: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    started_at: Mapped[CreatedAt]
    finished_at: Mapped[Moment | None] = mapped_column(default=None)
