"""Reading a product for its page: all of it in one statement, whatever it has."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.product_page import (
    BrandName,
    Image,
    Option,
    ProductPage,
    ShownProduct,
    SoldVariant,
    Value,
)
from app.catalog.shelf import Shelf

_PLAIN = (
    *(
        "id",
        "slug",
        "name",
        "description",
        "state",
        "tax_class",
        "attributes",
        "attribute_order",
        "seo_title",
    ),
    *("seo_description", "brand_id", "price_min", "price_max", "percent_off", "rating", "review_count"),
)
_SHELF = ("id", "name", "slug", "tint", "intro", "seo_title", "seo_description")
_FIND = text(
    f"""
    SELECT {", ".join(f"products.{name}" for name in _PLAIN)},
        brands.name AS brand_name, brands.slug AS brand_slug,
        to_jsonb(shelf) AS shelf, to_jsonb(above) AS above,
        ARRAY(
            SELECT json_build_object('name', name, 'slug', slug, 'values', ARRAY(
                SELECT json_build_object('name', name, 'slug', slug, 'hex', hex)
                FROM option_values WHERE option_id = product_options.id ORDER BY position, id
            ))
            FROM product_options WHERE product_id = products.id ORDER BY position, id
        ) AS options,
        ARRAY(
            SELECT json_build_object('id', id, 'source', source, 'key', key, 'alt', alt)
            FROM product_images WHERE product_id = products.id ORDER BY position, id
        ) AS images,
        ARRAY(
            SELECT json_build_object('id', id, 'sku', sku, 'barcode', barcode, 'title', title, 'choices', choices,
                'price', price, 'compare_at', compare_at, 'weight_grams', weight_grams,
                'max_per_order', max_per_order, 'image_id', image_id)
            FROM variants WHERE product_id = products.id AND is_active ORDER BY position, id
        ) AS variants,
        (
            SELECT json_object_agg(key, label) FROM attribute_labels WHERE products.attributes ? key
        ) AS labels
    FROM products
    LEFT JOIN brands ON brands.id = products.brand_id
    LEFT JOIN categories AS shelf ON shelf.id = products.category_id
    LEFT JOIN categories AS above ON above.id = shelf.parent_id
    WHERE products.slug = :slug AND products.state IN ('published', 'archived')
    """  # noqa: S608 - nothing but names of this file is put in
)


async def find_product(session: AsyncSession, slug: str) -> ProductPage | None:
    """The published or withdrawn (archived) product of that slug, with its variants for sale."""
    row = (await session.execute(_FIND, {"slug": slug})).mappings().one_or_none()
    if row is None:
        return None
    product = ShownProduct(
        **{name: row[name] for name in _PLAIN},
        brand=BrandName(row["brand_name"], row["brand_slug"]) if row["brand_name"] else None,
        options=[
            Option(one["name"], one["slug"], [Value(**value) for value in one["values"]])
            for one in row["options"]
        ],
        images=[Image(**one) for one in row["images"]],
    )
    return ProductPage(
        product=product,
        shelf=_shelf(row["shelf"], _shelf(row["above"], None)) if row["shelf"] else None,
        variants=[SoldVariant(**one) for one in row["variants"]],
        specs=_specs(product, row["labels"] or {}),
    )


def _shelf(category: Mapping[str, Any] | None, parent: Shelf | None) -> Shelf | None:
    if category is None:
        return None
    return Shelf(
        **{name: category[name] for name in _SHELF},
        parent=parent,
        own_facets=tuple(category["facets"]),
        own_indexed_facets=tuple(category["indexed_facets"]),
    )


def _specs(product: ShownProduct, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and value in the order of the file; what the file did not order comes last, by label."""
    attributes = product.attributes
    place = {key: number for number, key in enumerate(product.attribute_order)}
    keys = sorted(attributes, key=lambda key: (place.get(key, len(place)), labels.get(key, key)))
    return [(labels.get(key, key), str(attributes[key])) for key in keys]
