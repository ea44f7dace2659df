"""A large shop for measuring: the demo's products over and over, each copy with a name, brand, prices and stock of its
own.

    SHOP_HOME=… python -m e2e.load.products 20000

Everything is made of what the demo brought in (pictures are its drawings), by a dozen statements and always the same.
Stock comes in through the ledger, so that `./shop doctor` stays content. Run it on a shop that is made to be measured:
nothing takes the copies away again.
"""

import asyncio
import sys
import time

import click
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

import app.tables  # noqa: F401 - foreign keys find their tables
from app.catalog.summarise import summarise
from app.cli.running.environment import open_shop
from app.core.db import make_engine, make_sessionmaker

_WORDS = (
    "Meadow Harbour Quarry Orchard Lantern Juniper Cobble Saffron Willow Ember Pebble Marigold Thistle Canyon Rivet "
    "Monsoon Jasmine Indus Ravi Chenab Jhelum Sutlej Kohinoor Shalimar Anarkali Gulberg Clifton Margalla Kaghan Naran "
    "Hunza Skardu Deosai Makran Thar Cholistan Bolan Khyber Swat Chitral Ziarat Murree Nathia Attock Multan Bahawal "
    "Sindhu Karakoram Rakaposhi Tirich Broadpeak Gasherbrum Passu Shandur Borith Saiful Ansoo Rohtas Hiran Katas"
)
_SERIES = _WORDS.split()
_MAKERS = [f"{word} {kind}" for kind in ("Works", "& Sons", "Paper Mill") for word in _SERIES[:40]]
_BATCH = 2_000

_PLAN = """
CREATE TEMP TABLE copies ON COMMIT DROP AS
WITH origins AS (
    SELECT products.*, row_number() OVER (ORDER BY id) - 1 AS rank, count(*) OVER () AS total
    FROM products WHERE state = 'published' AND slug NOT LIKE '%-copy-%'
), numbered AS (
    SELECT number, (hashint4(number) & 2147483647) / 2147483647.0 AS chance,
           (hashint4(number + 1000000) & 2147483647) AS lot
    FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS number
)
SELECT nextval(pg_get_serial_sequence('products', 'id')) AS id, origins.id AS origin, number, chance, lot,
       0.6 + 1.1 * chance AS factor,
       (CAST(:series AS text[]))[1 + lot % cardinality(CAST(:series AS text[]))] || ' ' || 1 + lot / 97 % 40 AS series,
       CASE WHEN lot % 3 = 0 THEN origins.brand_id ELSE makers.id END AS brand_id
FROM numbered
JOIN origins ON origins.rank = number % origins.total
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS rank FROM brands WHERE slug LIKE 'maker-%') AS makers
  ON makers.rank = lot / 7 % CAST(:makers AS int)
"""

_STATEMENTS = (
    """
    INSERT INTO products (id, seller_id, slug, name, description, brand_id, category_id, type, state, published_at,
                          tax_class, hs_code, attributes, tags, units_sold, created_at)
    SELECT copies.id, seller_id, products.slug || '-copy-' || number, left(products.name || ' ' || series, 200),
           description, copies.brand_id, category_id, type, 'published',
           now() - make_interval(hours => CAST(24 * 900 * chance AS int)), tax_class, hs_code, attributes,
           tags || lower(split_part(series, ' ', 1)), CAST(900 * power(1 - chance, 6) AS int), now()
    FROM copies JOIN products ON products.id = copies.origin ORDER BY copies.id
    """,
    """
    INSERT INTO product_categories (product_id, category_id)
    SELECT copies.id, category_id FROM copies JOIN product_categories ON product_id = origin
    """,
    """
    INSERT INTO product_images (product_id, source, key, alt, position, is_ready)
    SELECT copies.id, source, key, alt, position, true FROM copies JOIN product_images ON product_id = origin
    """,
    """
    CREATE TEMP TABLE option_copies ON COMMIT DROP AS
    SELECT nextval(pg_get_serial_sequence('product_options', 'id')) AS id, copies.id AS product_id,
           product_options.id AS origin
    FROM copies JOIN product_options ON product_options.product_id = copies.origin
    """,
    """
    INSERT INTO product_options (id, product_id, name, slug, position)
    SELECT option_copies.id, option_copies.product_id, name, slug, position
    FROM option_copies JOIN product_options ON product_options.id = origin
    """,
    """
    INSERT INTO option_values (option_id, name, slug, hex, position)
    SELECT option_copies.id, name, slug, hex, position
    FROM option_copies JOIN option_values ON option_values.option_id = origin
    """,
    """
    CREATE TEMP TABLE variant_copies ON COMMIT DROP AS
    SELECT nextval(pg_get_serial_sequence('variants', 'id')) AS id, copies.id AS product_id, number, seller_id,
           variants.id AS origin, greatest(1000, CAST(price * factor / 1000 AS bigint) * 1000) AS price,
           CASE WHEN variants.compare_at IS NOT NULL THEN greatest(1000, CAST(price * factor / 1000 AS bigint) * 1000)
                + (variants.compare_at - price) END AS compare_at,
           CASE WHEN (lot + variants.position * 13) % 11 = 0 THEN 0 ELSE (lot + variants.id) % 60 END AS units
    FROM copies
    JOIN variants ON variants.product_id = copies.origin
    JOIN products ON products.id = copies.origin
    """,
    """
    INSERT INTO variants (id, product_id, sku, title, choices, price, compare_at, weight_grams, max_per_order, image_id,
                          position, is_active)
    SELECT copy.id, copy.product_id, sku || '-' || number, title, choices, copy.price, copy.compare_at, weight_grams,
           max_per_order, new.id, variants.position, is_active
    FROM variant_copies AS copy
    JOIN variants ON variants.id = copy.origin
    LEFT JOIN product_images AS old ON old.id = variants.image_id
    LEFT JOIN product_images AS new ON new.product_id = copy.product_id AND new.source = old.source
    """,
    """
    INSERT INTO stock_acts (key, kind, reason) VALUES ('load:' || :first, 'count', 'Copies for measuring')
    """,
    """
    INSERT INTO stock_items (warehouse_id, variant_id, seller_id, available)
    SELECT warehouse.id, copy.id, copy.seller_id, copy.units
    FROM variant_copies AS copy, (SELECT min(id) AS id FROM warehouses) AS warehouse
    """,
    """
    INSERT INTO movements (kind, warehouse_id, variant_id, d_on_hand, d_allocated, ref_type, ref_id, reason)
    SELECT 'receive', warehouse.id, copy.id, copy.units, 0, 'stock_act', act.id, 'Copies for measuring'
    FROM variant_copies AS copy, (SELECT min(id) AS id FROM warehouses) AS warehouse,
         (SELECT id FROM stock_acts WHERE key = 'load:' || :first) AS act
    WHERE copy.units > 0
    """,
)


async def multiply(session: AsyncSession, target: int) -> int:
    """Copy until `target` products are published; how many were made. The caller commits."""
    count = "SELECT count(*) FROM products WHERE state = 'published'"
    there = await session.scalar(text(count)) or 0
    if there == 0:
        raise SystemExit("This shop is empty: fill it with the demo first (./shop up).")
    missing = max(target - there, 0)
    if not missing:
        return 0
    first = await session.scalar(text("SELECT count(*) + 1 FROM products WHERE slug LIKE '%-copy-%'")) or 1
    given = {"first": first, "last": first + missing - 1, "series": _SERIES, "makers": len(_MAKERS)}
    makers = [{"name": name, "slug": f"maker-{number}"} for number, name in enumerate(_MAKERS)]
    await session.execute(
        text("INSERT INTO brands (name, slug) VALUES (:name, :slug) ON CONFLICT DO NOTHING"), makers
    )
    await session.execute(text(_PLAN), given)
    for statement in _STATEMENTS:
        await session.execute(text(statement), {"first": str(first)} if ":first" in statement else {})
    ids = list(await session.scalars(text("SELECT id FROM copies ORDER BY id")))
    for start in range(0, len(ids), _BATCH):
        await summarise(session, ids[start : start + _BATCH])
    return missing


async def fill(database_url: str, target: int) -> int:
    """`multiply` in a transaction of its own, then fresh statistics for the planner."""
    from app.core.settings import get_settings

    engine = make_engine(get_settings(), url=database_url, limits=False)
    try:
        async with make_sessionmaker(engine)() as session, session.begin():
            made = await multiply(session, target)
        if made:
            async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                await connection.execute(text("VACUUM ANALYZE"))
    finally:
        await engine.dispose()
    return made


def main() -> None:
    """Fill the shop of SHOP_HOME (or DATABASE_URL), whether it is open or not."""
    target = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    began = time.monotonic()
    with open_shop() as settings:
        made = asyncio.run(fill(settings.database_url, target))
    click.echo(
        f"{made:,} products made in {time.monotonic() - began:.0f} s; {target:,} or more are published."
    )


if __name__ == "__main__":
    main()
