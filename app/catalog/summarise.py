"""Sum up variants on their product, so that a listing reads one row a product (C-15)."""

from collections.abc import Collection

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.write_facet_values import write_facet_values

_SUMMARY = text(
    """
    WITH selling AS (
        SELECT variants.* FROM variants WHERE product_id = ANY(:ids) AND is_active
    ), prices AS (
        SELECT product_id, min(price) AS price_min, max(price) AS price_max, count(*) AS variant_count,
               (array_agg(compare_at ORDER BY price, position, id))[1] AS compare_at,
               coalesce(max((compare_at - price) * 100 / compare_at), 0) AS percent_off
        FROM selling GROUP BY product_id
    ), shades AS (
        SELECT product_id, jsonb_agg(jsonb_build_array(name, hex) ORDER BY position) AS colours
        FROM (
            SELECT DISTINCT ON (product_options.product_id, option_values.slug)
                   product_options.product_id, option_values.name, option_values.hex, option_values.position
            FROM option_values
            JOIN product_options ON product_options.id = option_values.option_id
            JOIN selling ON selling.product_id = product_options.product_id
                        AND selling.choices ->> product_options.slug = option_values.slug
            WHERE option_values.hex IS NOT NULL
            ORDER BY product_options.product_id, option_values.slug, option_values.position
        ) AS used GROUP BY product_id
    ), skus AS (
        SELECT product_id, string_agg(sku || ' ' || barcode, ' ' ORDER BY position, id) AS words
        FROM selling GROUP BY product_id
    ), summary AS (
        SELECT products.id,
               coalesce(prices.price_min, 0) AS price_min,
               coalesce(prices.price_max, 0) AS price_max,
               prices.compare_at,
               coalesce(prices.percent_off, 0) AS percent_off,
               coalesce(prices.variant_count, 0) AS variant_count,
               coalesce(shades.colours, '[]'::jsonb) AS colours,
               lower(unaccent(concat_ws(' ', products.name, brands.name, parents.name, categories.name, products.type,
                     array_to_string(products.tags, ' '), skus.words))) AS search_text
        FROM products
        LEFT JOIN prices ON prices.product_id = products.id
        LEFT JOIN shades ON shades.product_id = products.id
        LEFT JOIN skus ON skus.product_id = products.id
        LEFT JOIN brands ON brands.id = products.brand_id
        LEFT JOIN categories ON categories.id = products.category_id
        LEFT JOIN categories AS parents ON parents.id = categories.parent_id
        WHERE products.id = ANY(:ids)
    )
    UPDATE products
    SET price_min = summary.price_min, price_max = summary.price_max, compare_at = summary.compare_at,
        percent_off = summary.percent_off, variant_count = summary.variant_count, colours = summary.colours,
        search_text = summary.search_text
    FROM summary
    WHERE products.id = summary.id
      AND (products.price_min, products.price_max, products.compare_at, products.percent_off,
           products.variant_count, products.colours, products.search_text)
          IS DISTINCT FROM
          (summary.price_min, summary.price_max, summary.compare_at, summary.percent_off,
           summary.variant_count, summary.colours, summary.search_text)
    """
).bindparams(bindparam("ids", type_=ARRAY(BIGINT)))


async def summarise(session: AsyncSession, product_ids: Collection[int]) -> None:
    """Bring prices, the largest saving, colours, facet values and the search words of these products up to date."""
    if product_ids:
        await session.execute(_SUMMARY, {"ids": list(product_ids)})
        await write_facet_values(session, product_ids)
