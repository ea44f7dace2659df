"""What lists filter and count by, one narrow row a product, kept in step by triggers; collections."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("facets", "indexed_facets"):
        op.add_column(
            "categories",
            sa.Column(column, postgresql.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        )
    _facets()
    _collections()
    for statement in _TRIGGERS:
        op.execute(statement)
    for statement in _FILL:
        op.execute(statement)


def _facets() -> None:
    op.create_table(
        "facet_values",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("hex", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facet_values")),
        sa.UniqueConstraint("key", "slug", name=op.f("uq_facet_values_key_slug")),
    )
    op.create_table(
        "product_facets",
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("in_stock", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "category_ids",
            postgresql.ARRAY(sa.BigInteger()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("price_min", sa.BigInteger(), nullable=False),
        sa.Column("price_max", sa.BigInteger(), nullable=False),
        sa.Column(
            "price_step",
            sa.SmallInteger(),
            sa.Computed(
                "CASE WHEN price_min > 0 THEN floor(ln(price_min::double precision) * 5.770780163555854) END",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column("percent_off", sa.SmallInteger(), nullable=False),
        sa.Column("units_sold", sa.Integer(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "value_ids", postgresql.ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_product_facets_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product_facets")),
    )
    op.create_index(
        "ix_product_facets_category_ids", "product_facets", ["category_ids"], postgresql_using="gin"
    )
    op.create_index(op.f("ix_product_facets_brand_id"), "product_facets", ["brand_id"])


def _collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("image_source", sa.String(), server_default="", nullable=False),
        sa.Column("image_key", sa.String(), server_default="", nullable=False),
        sa.Column("tint", sa.String(), server_default="butter", nullable=False),
        sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("is_published", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("published_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rule_category_id", sa.BigInteger(), nullable=True),
        sa.Column("rule_brand_id", sa.BigInteger(), nullable=True),
        sa.Column("rule_is_deal", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("rule_price_min", sa.BigInteger(), nullable=True),
        sa.Column("rule_price_max", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "rule_price_min IS NULL OR rule_price_min >= 0", name=op.f("ck_collections_rule_price_min")
        ),
        sa.CheckConstraint(
            "rule_price_max IS NULL OR rule_price_max >= 0", name=op.f("ck_collections_rule_price_max")
        ),
        sa.ForeignKeyConstraint(
            ["rule_category_id"],
            ["categories.id"],
            name=op.f("fk_collections_rule_category_id_categories"),
        ),
        sa.ForeignKeyConstraint(
            ["rule_brand_id"], ["brands.id"], name=op.f("fk_collections_rule_brand_id_brands")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
        sa.UniqueConstraint("slug", name=op.f("uq_collections_slug")),
    )
    op.create_table(
        "collection_products",
        sa.Column("collection_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collections.id"],
            name=op.f("fk_collection_products_collection_id_collections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_collection_products_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("collection_id", "product_id", name=op.f("pk_collection_products")),
    )
    op.create_index(op.f("ix_collection_products_product_id"), "collection_products", ["product_id"])


_TRIGGERS = (
    """
    CREATE FUNCTION product_facets_follow_product() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO product_facets (product_id, is_listed, brand_id, price_min, price_max, percent_off,
                                    units_sold, rating, published_at)
        VALUES (NEW.id, NEW.state = 'published', NEW.brand_id, NEW.price_min, NEW.price_max, NEW.percent_off,
                NEW.units_sold, NEW.rating, NEW.published_at)
        ON CONFLICT (product_id) DO UPDATE SET
            is_listed = excluded.is_listed, brand_id = excluded.brand_id, price_min = excluded.price_min,
            price_max = excluded.price_max, percent_off = excluded.percent_off,
            units_sold = excluded.units_sold, rating = excluded.rating, published_at = excluded.published_at;
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER products_facets_made AFTER INSERT ON products FOR EACH ROW "
    "EXECUTE FUNCTION product_facets_follow_product()",
    """
    CREATE TRIGGER products_facets_follow AFTER UPDATE ON products FOR EACH ROW
    WHEN ((OLD.state, OLD.brand_id, OLD.price_min, OLD.price_max, OLD.percent_off, OLD.units_sold, OLD.rating,
           OLD.published_at)
          IS DISTINCT FROM
          (NEW.state, NEW.brand_id, NEW.price_min, NEW.price_max, NEW.percent_off, NEW.units_sold, NEW.rating,
           NEW.published_at))
    EXECUTE FUNCTION product_facets_follow_product()
    """,
    """
    CREATE FUNCTION product_facets_set_categories(ids bigint[]) RETURNS void LANGUAGE sql AS $$
        UPDATE product_facets SET category_ids = coalesce((
            SELECT array_agg(DISTINCT id ORDER BY id) FROM (
                SELECT category_id AS id FROM product_categories WHERE product_id = product_facets.product_id
                UNION
                SELECT categories.parent_id FROM product_categories
                JOIN categories ON categories.id = product_categories.category_id
                WHERE product_categories.product_id = product_facets.product_id AND parent_id IS NOT NULL
            ) AS listed), '{}')
        WHERE product_id = ANY(ids)
    $$
    """,
    """
    CREATE FUNCTION product_facets_follow_categories() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM product_facets_set_categories(ARRAY(SELECT DISTINCT product_id FROM changed));
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER product_categories_facets_added AFTER INSERT ON product_categories "
    "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION product_facets_follow_categories()",
    "CREATE TRIGGER product_categories_facets_removed AFTER DELETE ON product_categories "
    "REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION product_facets_follow_categories()",
    "CREATE TRIGGER product_categories_facets_moved AFTER UPDATE ON product_categories "
    "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION product_facets_follow_categories()",
    """
    CREATE FUNCTION product_facets_follow_shelf() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM product_facets_set_categories(
            ARRAY(SELECT product_id FROM product_categories WHERE category_id = NEW.id));
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER categories_facets_follow AFTER UPDATE OF parent_id ON categories FOR EACH ROW "
    "WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION product_facets_follow_shelf()",
    """
    CREATE FUNCTION product_facets_set_stock(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        -- First the lock, then a new look: somebody else may just have sold or received another variant.
        PERFORM 1 FROM product_facets WHERE product_id = ANY(ids) ORDER BY product_id FOR UPDATE;
        UPDATE product_facets SET in_stock = now_in_stock FROM (
            SELECT product_id AS id, EXISTS (
                SELECT 1 FROM variants
                JOIN stock_items ON stock_items.variant_id = variants.id AND stock_items.available > 0
                JOIN warehouses ON warehouses.id = stock_items.warehouse_id AND warehouses.is_active
                WHERE variants.product_id = product_facets.product_id AND variants.is_active
            ) AS now_in_stock
            FROM product_facets WHERE product_id = ANY(ids)
        ) AS looked
        WHERE product_id = looked.id AND in_stock <> now_in_stock;
    END $$
    """,
    """
    CREATE FUNCTION product_facets_follow_stock() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM product_facets_set_stock(ARRAY(SELECT product_id FROM variants WHERE id = NEW.variant_id));
        RETURN NULL;
    END $$
    """,
    # At the commit, when every stock row is locked already: two orders cannot wait for each other crosswise.
    "CREATE CONSTRAINT TRIGGER stock_items_facets_made AFTER INSERT ON stock_items DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW WHEN (NEW.available > 0) EXECUTE FUNCTION product_facets_follow_stock()",
    "CREATE CONSTRAINT TRIGGER stock_items_facets_follow AFTER UPDATE ON stock_items "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((OLD.available > 0) <> (NEW.available > 0)) "
    "EXECUTE FUNCTION product_facets_follow_stock()",
    """
    CREATE FUNCTION product_facets_follow_variant() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM product_facets_set_stock(ARRAY[NEW.product_id]);
        RETURN NULL;
    END $$
    """,
    "CREATE CONSTRAINT TRIGGER variants_facets_follow AFTER UPDATE ON variants DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active) EXECUTE FUNCTION product_facets_follow_variant()",
    """
    CREATE FUNCTION product_facets_follow_warehouse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM product_facets_set_stock(ARRAY(
            SELECT product_id FROM variants JOIN stock_items ON stock_items.variant_id = variants.id
            WHERE stock_items.warehouse_id = NEW.id));
        RETURN NULL;
    END $$
    """,
    "CREATE CONSTRAINT TRIGGER warehouses_facets_follow AFTER UPDATE ON warehouses DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active) EXECUTE FUNCTION product_facets_follow_warehouse()",
)

_FILL = (
    """
    INSERT INTO product_facets (product_id, is_listed, brand_id, price_min, price_max, percent_off, units_sold, rating,
                                published_at)
    SELECT id, state = 'published', brand_id, price_min, price_max, percent_off, units_sold, rating, published_at
    FROM products
    """,
    "SELECT product_facets_set_categories(ARRAY(SELECT id FROM products))",
    "SELECT product_facets_set_stock(ARRAY(SELECT id FROM products))",
)

_DROPS = (
    ("products", "products_facets_made"),
    ("products", "products_facets_follow"),
    ("product_categories", "product_categories_facets_added"),
    ("product_categories", "product_categories_facets_removed"),
    ("product_categories", "product_categories_facets_moved"),
    ("categories", "categories_facets_follow"),
    ("stock_items", "stock_items_facets_made"),
    ("stock_items", "stock_items_facets_follow"),
    ("variants", "variants_facets_follow"),
    ("warehouses", "warehouses_facets_follow"),
)


def downgrade() -> None:
    for table, name in _DROPS:
        op.execute(f"DROP TRIGGER {name} ON {table}")
    for name in ("product", "categories", "shelf", "stock", "variant", "warehouse"):
        op.execute(f"DROP FUNCTION product_facets_follow_{name}()")
    op.execute("DROP FUNCTION product_facets_set_categories(bigint[])")
    op.execute("DROP FUNCTION product_facets_set_stock(bigint[])")
    for table in ("collection_products", "collections", "product_facets", "facet_values"):
        op.drop_table(table)
    op.drop_column("categories", "indexed_facets")
    op.drop_column("categories", "facets")
