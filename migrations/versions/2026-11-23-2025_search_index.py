"""Search: how words are normalised, the index that PostgreSQL answers from, synonyms, pins and boosts."""

import csv
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels = None
depends_on = None

_SYNONYMS = Path(__file__).parents[1] / "synonyms.csv"

_NORM = r"""
CREATE FUNCTION search_norm(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    btrim(regexp_replace(
      regexp_replace(
        lower(translate(
          regexp_replace(normalize(given, NFKD),
            '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff''’‘`]',
            '', 'g'),
          'øØłŁđĐðÐþÞßæÆœŒıكيىھہةهەٱںۓگ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ABCDEFGHIJKLMNOPQRSTUVWXYZ',
          'oollddddppsaaooiکییہہہہہاںےگ01234567890123456789abcdefghijklmnopqrstuvwxyz') COLLATE "C"),
        '([0-9])[.,]([0-9])', '\1p\2', 'g'),
      '[^a-z0-9\u0621-\u063a\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc]+', ' ', 'g'), ' '),
    '([0-9])(mm|cm|ml|gsm|gm|kg|pcs|pc|pages|sheets|inch|ltr)(?= |$)', '\1 \2', 'g')
$$
"""

_DOCUMENTS = r"""
CREATE VIEW search_source AS
SELECT products.id::int AS product_id,
       products.name::text AS title,
       concat_ws(' ', brands.name, parents.name, categories.name, others.words, products.type,
                 array_to_string(products.tags, ' '), skus.words, choices.words, specs.words) AS keywords,
       left(regexp_replace(regexp_replace(products.description, '<[^>]*>', ' ', 'g'),
                           '&[a-zA-Z0-9#]+;', ' ', 'g'), 6000) AS description
FROM products
LEFT JOIN brands ON brands.id = products.brand_id
LEFT JOIN categories ON categories.id = products.category_id
LEFT JOIN categories AS parents ON parents.id = categories.parent_id
LEFT JOIN LATERAL (
    SELECT string_agg(other.name, ' ' ORDER BY other.id) AS words
    FROM product_categories JOIN categories AS other ON other.id = product_categories.category_id
    WHERE product_categories.product_id = products.id AND other.id IS DISTINCT FROM products.category_id
) AS others ON true
LEFT JOIN LATERAL (
    SELECT string_agg(variants.sku, ' ' ORDER BY variants.position, variants.id) AS words
    FROM variants WHERE variants.product_id = products.id AND variants.is_active
) AS skus ON true
LEFT JOIN LATERAL (
    SELECT string_agg(option_values.name, ' ' ORDER BY option_values.id) AS words
    FROM product_options JOIN option_values ON option_values.option_id = product_options.id
    WHERE product_options.product_id = products.id
) AS choices ON true
LEFT JOIN LATERAL (
    SELECT string_agg(spec.value, ' ' ORDER BY spec.key) AS words FROM jsonb_each_text(products.attributes) AS spec
) AS specs ON true
WHERE products.state = 'published'
"""

_FACETS = """
CREATE VIEW search_facet_source AS
SELECT products.id::int AS product_id, products.brand_id, shelves.ids AS category_ids,
       products.price_min, products.price_max, products.percent_off, products.rating,
       ln(1 + coalesce(sales.units, 0))::real AS popularity,
       EXISTS (
           SELECT FROM variants
           JOIN stock_items ON stock_items.variant_id = variants.id AND stock_items.available > 0
           JOIN warehouses ON warehouses.id = stock_items.warehouse_id AND warehouses.is_active
           WHERE variants.product_id = products.id AND variants.is_active
       ) AS in_stock,
       products.published_at
FROM products
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT shelf.id ORDER BY shelf.id), '{}') AS ids
    FROM product_categories
    JOIN categories AS own ON own.id = product_categories.category_id
    CROSS JOIN LATERAL (VALUES (own.id), (own.parent_id)) AS shelf (id)
    WHERE product_categories.product_id = products.id AND shelf.id IS NOT NULL
) AS shelves
LEFT JOIN LATERAL (
    SELECT sum(order_lines.quantity) AS units
    FROM order_lines JOIN orders ON orders.id = order_lines.order_id
    WHERE order_lines.product_id = products.id AND orders.placed_at > now() - interval '90 days'
      AND orders.state NOT IN ('cancelled', 'expired', 'unfillable', 'rto')
) AS sales ON true
WHERE products.state = 'published'
"""


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
    op.execute(_NORM)
    op.execute("CREATE TEXT SEARCH DICTIONARY search_stem (TEMPLATE = snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION search_en (COPY = pg_catalog.simple)")
    op.execute("ALTER TEXT SEARCH CONFIGURATION search_en ALTER MAPPING FOR asciiword, word WITH search_stem")
    op.execute("CREATE TEXT SEARCH CONFIGURATION search_plain (COPY = pg_catalog.simple)")
    _taught()
    _index()
    op.execute(_DOCUMENTS)
    op.execute(_FACETS)
    _seed_synonyms()


def _taught() -> None:
    op.create_table(
        "search_synonyms",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.Column("means", sa.String(length=200), nullable=False),
        sa.Column("sound", sa.String(length=200), nullable=False),
        sa.Column("weight", sa.REAL(), server_default="0.8", nullable=False),
        sa.Column("is_one_way", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("source", sa.String(length=64), server_default="staff", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("weight > 0 AND weight <= 1", name=op.f("ck_search_synonyms_weight")),
        sa.CheckConstraint(
            "word <> '' AND means <> '' AND word <> means", name=op.f("ck_search_synonyms_words")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_synonyms")),
        sa.UniqueConstraint("word", "means", name=op.f("uq_search_synonyms_word_means")),
    )
    op.create_index(op.f("ix_search_synonyms_means"), "search_synonyms", ["means"])
    op.create_index(op.f("ix_search_synonyms_sound"), "search_synonyms", ["sound"])
    op.create_index(
        "ix_search_synonyms_alike",
        "search_synonyms",
        ["word"],
        postgresql_using="gin",
        postgresql_ops={"word": "gin_trgm_ops"},
    )
    op.create_table(
        "search_pins",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("query", sa.String(length=200), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_search_pins_product_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_pins")),
        sa.UniqueConstraint("query", "product_id", name=op.f("uq_search_pins_query_product_id")),
    )
    op.create_index(op.f("ix_search_pins_product_id"), "search_pins", ["product_id"])
    targets = (("product_id", "products"), ("brand_id", "brands"), ("category_id", "categories"))
    op.create_table(
        "search_boosts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("query", sa.String(length=200), server_default="", nullable=False),
        *(sa.Column(column, sa.BigInteger(), nullable=True) for column, _ in targets),
        sa.Column("factor", sa.REAL(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("factor BETWEEN 0.1 AND 10", name=op.f("ck_search_boosts_factor")),
        sa.CheckConstraint(
            "num_nonnulls(product_id, brand_id, category_id) = 1", name=op.f("ck_search_boosts_one_target")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_search_boosts_{column}"), ondelete="CASCADE"
            )
            for column, table in targets
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_boosts")),
    )
    op.create_index(op.f("ix_search_boosts_query"), "search_boosts", ["query"])


def _index() -> None:
    tsv = (
        "setweight(to_tsvector('search_en', search_norm(title)), 'A')"
        " || setweight(to_tsvector('search_en', search_norm(keywords)), 'B')"
        " || setweight(to_tsvector('search_en', search_norm(description)), 'D')"
    )
    op.create_table(
        "search_document",
        sa.Column("product_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("title", "keywords", "description")),
        sa.Column("tsv", postgresql.TSVECTOR(), sa.Computed(tsv, persisted=True), nullable=False),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_search_document")),
    )
    op.create_index(op.f("ix_search_document_tsv"), "search_document", ["tsv"], postgresql_using="gin")
    op.create_table(
        "search_lexeme",
        sa.Column("lexeme_id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("lexeme", sa.Text(), nullable=False),
        sa.Column("df", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lexeme_id", name=op.f("pk_search_lexeme")),
        sa.UniqueConstraint("lexeme", name=op.f("uq_search_lexeme_lexeme")),
    )
    op.create_table(
        "search_posting",
        sa.Column("lexeme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("impact", sa.REAL(), nullable=False),
        sa.PrimaryKeyConstraint(
            "lexeme_id", "product_id", name=op.f("pk_search_posting"), postgresql_include=["impact"]
        ),
    )
    op.create_index(op.f("ix_search_posting_product_id"), "search_posting", ["product_id"])
    op.create_table(
        "search_word",
        sa.Column("word", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("lexeme_id", "df", "title_df")),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_index(
        "ix_search_word_alike",
        "search_word",
        ["word"],
        postgresql_using="gin",
        postgresql_ops={"word": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_search_word_prefix",
        "search_word",
        ["word"],
        postgresql_ops={"word": "text_pattern_ops"},
        postgresql_include=["lexeme_id", "df", "title_df"],
    )
    lengths = ("title_length", "keywords_length", "description_length")
    op.create_table(
        "search_stat",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, server_default="1", nullable=False),
        sa.Column("products", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.REAL(), nullable=False) for name in lengths),
        sa.Column("built_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_stat")),
    )
    op.create_table(
        "search_facet",
        sa.Column("product_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=True),
        sa.Column("category_ids", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("price_min", sa.BigInteger(), nullable=False),
        sa.Column("price_max", sa.BigInteger(), nullable=False),
        sa.Column("percent_off", sa.SmallInteger(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("popularity", sa.REAL(), nullable=False),
        sa.Column("in_stock", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_search_facet")),
    )
    op.create_index(
        op.f("ix_search_facet_category_ids"), "search_facet", ["category_ids"], postgresql_using="gin"
    )
    op.create_index(op.f("ix_search_facet_brand_id"), "search_facet", ["brand_id"])


def _seed_synonyms() -> None:
    with _SYNONYMS.open(encoding="utf-8", newline="") as file:
        rows = [
            {**row, "weight": float(row["weight"]), "is_one_way": row["is_one_way"] == "t", "source": "seed"}
            for row in csv.DictReader(file)
        ]
    columns = ("word", "means", "sound", "source")
    table = sa.table(
        "search_synonyms",
        *(sa.column(name, sa.String()) for name in columns),
        sa.column("weight", sa.REAL()),
        sa.column("is_one_way", sa.Boolean()),
    )
    op.bulk_insert(table, rows)


def downgrade() -> None:
    op.execute("DROP VIEW search_facet_source")
    op.execute("DROP VIEW search_source")
    for table in (
        "search_facet",
        "search_stat",
        "search_word",
        "search_posting",
        "search_lexeme",
        "search_document",
        "search_boosts",
        "search_pins",
        "search_synonyms",
    ):
        op.drop_table(table)
    op.execute("DROP TEXT SEARCH CONFIGURATION search_plain")
    op.execute("DROP TEXT SEARCH CONFIGURATION search_en")
    op.execute("DROP TEXT SEARCH DICTIONARY search_stem")
    op.execute("DROP FUNCTION search_norm(text)")
