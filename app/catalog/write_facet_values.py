"""Note on products which values of the shelves' facets they have."""

from collections.abc import Collection

from sqlalchemy import ARRAY, BIGINT, bindparam, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.facet_parts import facet_parts
from app.catalog.models import Category, Product
from app.catalog.slugs import make_slug

COLOUR = "colour"

_OPTIONS = text(
    """
    SELECT DISTINCT variants.product_id, product_options.slug AS key, option_values.name
    FROM variants
    JOIN product_options ON product_options.product_id = variants.product_id
    JOIN option_values ON option_values.option_id = product_options.id
                      AND option_values.slug = variants.choices ->> product_options.slug
    WHERE variants.product_id = ANY(:ids) AND variants.is_active AND product_options.slug = ANY(:keys)
    """
).bindparams(bindparam("ids", type_=ARRAY(BIGINT)))

_WRITE = text(
    """
    WITH given AS (
        SELECT * FROM jsonb_to_recordset(:rows) AS r(product_id bigint, key text, slug text, label text, hex text)
    ), made AS (
        INSERT INTO facet_values (key, slug, label, hex)
        SELECT DISTINCT ON (key, slug) key, slug, label, hex FROM given
        WHERE NOT EXISTS (SELECT 1 FROM facet_values AS v WHERE v.key = given.key AND v.slug = given.slug)
        ORDER BY key, slug
        ON CONFLICT (key, slug) DO UPDATE SET label = facet_values.label
        RETURNING id, key, slug
    ), known AS (
        SELECT id, key, slug FROM made
        UNION
        SELECT id, key, slug FROM facet_values
    ), held AS (
        SELECT given.product_id, array_agg(DISTINCT known.id ORDER BY known.id) AS ids
        FROM given JOIN known USING (key, slug) GROUP BY given.product_id
    )
    UPDATE product_facets SET value_ids = coalesce(held.ids, '{}')
    FROM unnest(:ids) AS wanted(id) LEFT JOIN held ON held.product_id = wanted.id
    WHERE product_facets.product_id = wanted.id AND value_ids IS DISTINCT FROM coalesce(held.ids, '{}')
    """
).bindparams(bindparam("rows", type_=JSONB), bindparam("ids", type_=ARRAY(BIGINT)))


async def write_facet_values(session: AsyncSession, product_ids: Collection[int]) -> None:
    """Specifications and options that are a facet of some shelf, and colours. Three statements, however many products.

    The products' summary of colours must be up to date.
    """
    if not product_ids:
        return
    ids = list(product_ids)
    keys = {key for held in await session.scalars(select(Category.facets)) for key in held}
    values: dict[tuple[int, str, str], tuple[str, str | None]] = {}

    def note(product_id: int, key: str, name: str, shade: str | None = None) -> None:
        if slug := make_slug(name):
            values.setdefault((product_id, key, slug), (name, shade))

    products = await session.execute(
        select(Product.id, Product.attributes, Product.colours).where(Product.id.in_(ids))
    )
    for product in products:
        for name, shade in product.colours:
            note(product.id, COLOUR, name, shade)
        for key in keys & product.attributes.keys():
            for part in facet_parts(str(product.attributes[key])):
                note(product.id, key, part)
    options = await session.execute(_OPTIONS, {"ids": ids, "keys": list(keys - {COLOUR})})
    for row in options:
        note(row.product_id, row.key, row.name)
    rows = [
        {"product_id": product_id, "key": key, "slug": slug, "label": label[:200], "hex": shade}
        for (product_id, key, slug), (label, shade) in sorted(values.items())
    ]
    await session.execute(_WRITE, {"rows": rows, "ids": ids})
