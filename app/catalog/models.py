"""Tables of what is sold."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
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
    facets: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    """Keys of the attributes that its list can be narrowed by, in their order; empty takes those of the shelf above."""
    indexed_facets: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    """Facets whose single values make pages that search engines may index; empty takes those of the shelf above."""
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
    attribute_order: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    """Their keys as the file had them; a JSON object keeps no order."""
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


class FacetValue(Base):
    """One value that lists can be narrowed to: `ruling` = `dotted`. Products hold its id (`ProductFacet.value_ids`)."""

    __tablename__ = "facet_values"
    __table_args__ = (UniqueConstraint("key", "slug"),)

    id: Mapped[int] = mapped_column(Integer, Identity(always=False), primary_key=True)
    key: Mapped[str]
    """An attribute's or option's key; `colour` for every option that has shades."""
    slug: Mapped[str]
    label: Mapped[Line]
    hex: Mapped[str | None] = mapped_column(default=None)


class ProductFacet(Base):
    """A product as lists filter, count and sort it: one narrow row, so that thousands are read in milliseconds.

    Derived. Triggers of the database keep everything but `value_ids` in step with products, their shelves and stock,
    whoever writes those; `value_ids` is written by `catalog.summarise`.
    """

    __tablename__ = "product_facets"
    __table_args__ = (
        Index("ix_product_facets_category_ids", "category_ids", postgresql_using="gin"),
        Index(None, "brand_id"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    is_listed: Mapped[bool]
    """Whether it is published."""
    in_stock: Mapped[bool] = mapped_column(server_default="false")
    """Whether some variant for sale lies available in an open warehouse."""
    brand_id: Mapped[int | None] = mapped_column(BigInteger)
    category_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
    """Every category it is listed in, and those above them."""
    price_min: Mapped[Paisa]
    price_max: Mapped[Paisa]
    price_step: Mapped[int | None] = mapped_column(
        SmallInteger,
        Computed(
            "CASE WHEN price_min > 0 THEN floor(ln(price_min::double precision) * 5.770780163555854) END",
            persisted=True,
        ),
    )
    """Quarters of a doubling of the lowest price, for histograms."""
    percent_off: Mapped[int] = mapped_column(SmallInteger)
    units_sold: Mapped[int]
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    published_at: Mapped[Moment | None]
    value_ids: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default=text("'{}'"))


class Collection(Base):
    """A list that staff put together: products picked by hand, in their order, then what its rule finds.

    Shown between `published_from` and `published_until` while `is_published`.
    """

    __tablename__ = "collections"
    __table_args__ = (
        CheckConstraint("rule_price_min IS NULL OR rule_price_min >= 0", name="rule_price_min"),
        CheckConstraint("rule_price_max IS NULL OR rule_price_max >= 0", name="rule_price_max"),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Line]
    description: Mapped[LongText]
    image_source: Mapped[str] = mapped_column(server_default="")
    image_key: Mapped[str] = mapped_column(server_default="")
    """Its picture; empty takes that of its first product."""
    tint: Mapped[str] = mapped_column(server_default="butter")
    position: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    is_published: Mapped[bool] = mapped_column(server_default="false")
    published_from: Mapped[Moment | None] = mapped_column(default=None)
    published_until: Mapped[Moment | None] = mapped_column(default=None)
    rule_category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), default=None)
    rule_brand_id: Mapped[int | None] = mapped_column(ForeignKey("brands.id"), default=None)
    rule_is_deal: Mapped[bool] = mapped_column(server_default="false")
    rule_price_min: Mapped[Paisa | None] = mapped_column(default=None)
    rule_price_max: Mapped[Paisa | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    @property
    def has_rule(self) -> bool:
        """Whether anything but picks fills it."""
        return (
            self.rule_is_deal
            or self.rule_category_id is not None
            or self.rule_brand_id is not None
            or self.rule_price_min is not None
            or self.rule_price_max is not None
        )


class CollectionProduct(Base):
    """A product picked for a collection."""

    __tablename__ = "collection_products"
    __table_args__ = (Index(None, "product_id"),)

    collection_id: Mapped[int] = mapped_column(
        ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True
    )
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]


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


class RetiredPicture(Base):
    """A picture that a product no longer shows, but an order of it does. `key` names it in addresses."""

    __tablename__ = "retired_pictures"
    __table_args__ = (Index(None, "key"),)

    source: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str]
    retired_at: Mapped[CreatedAt]


class PictureFetch(Base):
    """A picture that an import names by its address on another site, fetched by the worker when it has time.

    `source` is what came of it; `reason` says why nothing did.
    """

    __tablename__ = "picture_fetches"
    __table_args__ = (
        UniqueConstraint("product_id", "url"),
        CheckConstraint("state IN ('waiting', 'done', 'dead')", name="state"),
        CheckConstraint("(state = 'done') = (source <> '')", name="source"),
        Index("ix_picture_fetches_waiting", "next_at", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    url: Mapped[str]
    alt: Mapped[str] = mapped_column(server_default="")
    position: Mapped[int] = mapped_column(SmallInteger)
    skus: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    """The variants that it shows."""
    run_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_runs.id", ondelete="SET NULL"), default=None
    )
    row: Mapped[int] = mapped_column(server_default="0")
    """Where the file named it; the header is row 1."""
    state: Mapped[Code] = mapped_column(server_default="waiting")
    source: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[LongText]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    next_at: Mapped[CreatedAt]
    """When it is tried next."""
    created_at: Mapped[CreatedAt]


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


class ViewedProduct(Base):
    """A product that somebody looked at, last time when: an account, or a browser by its history cookie (F-052)."""

    __tablename__ = "viewed_products"
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (visitor_hash IS NULL)", name="one_viewer"),
        Index(
            "uq_viewed_products_account",
            "account_id",
            "product_id",
            unique=True,
            postgresql_where=text("account_id IS NOT NULL"),
        ),
        Index(
            "uq_viewed_products_visitor",
            "visitor_hash",
            "product_id",
            unique=True,
            postgresql_where=text("visitor_hash IS NOT NULL"),
        ),
        Index(None, "product_id"),
        Index(None, "viewed_at"),
    )

    id: Mapped[Id]
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), default=None
    )
    visitor_hash: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    """SHA-256 of the history cookie."""
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    viewed_at: Mapped[Moment]


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
