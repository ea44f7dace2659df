"""What the Meilisearch index is told about products, and what of them it holds (search reference, §8)."""

import hashlib
import json
from typing import Any

from meilisearch_python_sdk.models.settings import (
    Faceting,
    MeilisearchSettings,
    MinWordSizeForTypos,
    Pagination,
    ProximityPrecision,
    TypoTolerance,
)

MOST = 5_000
"""Hits that are taken from it; a search with more is so broad that PostgreSQL ranks it."""

_FIXED: dict[str, Any] = {
    "searchable_attributes": ["title", "brand", "category_path", "colour", "tags", "sku", "description"],
    "filterable_attributes": ["brand_id", "category_ids", "in_stock", "price"],
    "sortable_attributes": ["price", "created_at", "popularity"],
    "displayed_attributes": ["product_id", "version"],
    "search_cutoff_ms": 120,
}
_OURS = ["in_stock:desc", "popularity:desc"]


def settings_of(
    ranking_rules: list[str], synonyms: dict[str, list[str]], stop_words: list[str]
) -> MeilisearchSettings:
    """All settings; the server's own ranking rules come first, ours break ties."""
    return MeilisearchSettings(
        **_FIXED,
        ranking_rules=[*(rule for rule in ranking_rules if rule not in _OURS), *_OURS],
        typo_tolerance=TypoTolerance(
            enabled=True,
            min_word_size_for_typos=MinWordSizeForTypos(one_typo=4, two_typos=8),
            disable_on_attributes=["sku"],
            disable_on_numbers=True,
        ),
        synonyms=synonyms,
        stop_words=stop_words,
        faceting=Faceting(max_values_per_facet=200, sort_facet_values_by={"*": "count"}),
        pagination=Pagination(max_total_hits=MOST),
        proximity_precision=ProximityPrecision.BY_WORD,
    )


def index_name() -> str:
    """Named by its settings: a release with others makes an index of its own beside the old one."""
    told = json.dumps([_FIXED, _OURS, DOCUMENTS, MOST], sort_keys=True)
    return f"products-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


DOCUMENTS = """
SELECT source.product_id, search_document.source AS version, source.title, brands.name AS brand,
       concat_ws(' > ', parents.name, categories.name) AS category_path,
       (SELECT string_agg(shade ->> 0, ' ') FROM jsonb_array_elements(products.colours) AS shade) AS colour,
       array_to_string(products.tags, ' ') AS tags,
       (SELECT string_agg(sku, ' ') FROM variants WHERE product_id = products.id AND is_active) AS sku,
       source.keywords || ' ' || source.description AS description,
       products.brand_id, facet.category_ids, CAST(facet.in_stock AS int) AS in_stock, products.price_min AS price,
       facet.popularity, CAST(extract(epoch FROM products.published_at) AS bigint) AS created_at
FROM search_source AS source
JOIN products ON products.id = source.product_id
JOIN search_document ON search_document.product_id = source.product_id
JOIN search_facet AS facet ON facet.product_id = source.product_id
LEFT JOIN brands ON brands.id = products.brand_id
LEFT JOIN categories ON categories.id = products.category_id
LEFT JOIN categories AS parents ON parents.id = categories.parent_id
"""
