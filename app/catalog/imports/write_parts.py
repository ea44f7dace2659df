"""Write what belongs to products: categories, options, pictures, variants. Each returns the products it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, JSONB, VARCHAR
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.imports.drafts import ProductDraft
from app.catalog.imports.taxonomy import Taxonomy
from app.catalog.imports.upsert import upsert
from app.catalog.models import (
    AttributeLabel,
    OptionValue,
    ProductCategory,
    ProductImage,
    ProductOption,
    Variant,
)
from app.media.drawings.grammar import PREFIX
from app.media.names import image_key

Ids = dict[str, int]
"""Product ids by slug."""

_IDS = bindparam("ids", type_=ARRAY(BIGINT))

_LEAVE_CATEGORIES = text(
    """
    DELETE FROM product_categories
    WHERE product_id = ANY(:ids) AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(:kept) AS kept(product_id bigint, category_id bigint)
        WHERE kept.product_id = product_categories.product_id AND kept.category_id = product_categories.category_id
    )
    RETURNING product_id
    """
).bindparams(_IDS, bindparam("kept", type_=JSONB))

_DROP_IMAGES = text(
    """
    WITH dropped AS (
        DELETE FROM product_images
        WHERE product_id = ANY(:ids) AND starts_with(source, :made_here) AND NOT EXISTS (
            SELECT FROM jsonb_to_recordset(:kept) AS kept(product_id bigint, source varchar)
            WHERE kept.product_id = product_images.product_id AND kept.source = product_images.source
        )
        RETURNING product_id, source, key
    ), retired AS (
        INSERT INTO retired_pictures (source, key) SELECT DISTINCT source, key FROM dropped
        ON CONFLICT DO NOTHING
    )
    SELECT product_id FROM dropped
    """
).bindparams(_IDS, bindparam("kept", type_=JSONB))

_DROP_VALUES = text(
    """
    DELETE FROM option_values USING product_options
    WHERE product_options.id = option_values.option_id AND product_options.product_id = ANY(:ids)
      AND NOT EXISTS (
        SELECT FROM variants WHERE variants.product_id = product_options.product_id AND variants.is_active
          AND variants.choices ->> product_options.slug = option_values.slug
      )
    RETURNING product_options.product_id
    """
).bindparams(_IDS)

_DROP_OPTIONS = text(
    """
    DELETE FROM product_options
    WHERE product_id = ANY(:ids)
      AND NOT EXISTS (SELECT FROM option_values WHERE option_values.option_id = product_options.id)
    RETURNING product_id
    """
).bindparams(_IDS)


@dataclass(frozen=True, slots=True)
class WrittenVariants:
    """Variant ids by SKU, and the products with a variant that is new or other than before."""

    ids: dict[str, int]
    changed: set[int]


async def write_attribute_labels(session: AsyncSession, labels: dict[str, str]) -> None:
    """What the file's specification columns are called."""
    rows = [{"key": key, "label": label} for key, label in labels.items()]
    await upsert(session, AttributeLabel, rows, key=("key",), returning=("key",))


async def write_categories(
    session: AsyncSession, drafts: Sequence[ProductDraft], ids: Ids, taxonomy: Taxonomy
) -> set[int]:
    """List each product in the categories it names, and in no others."""
    naming = [draft for draft in drafts if draft.category]
    wanted = {
        (ids[draft.slug], taxonomy.category_id(path))
        for draft in naming
        for path in (draft.category, *draft.extra_categories)
    }
    rows = [{"product_id": product, "category_id": category} for product, category in sorted(wanted, key=str)]
    key = ("product_id", "category_id")
    made = await upsert(session, ProductCategory, rows, key=key, returning=("product_id",))
    left = await _ids(session, _LEAVE_CATEGORIES, ids=list(ids.values()), kept=rows)
    return {row.product_id for row in made} | left


async def write_options(session: AsyncSession, drafts: Sequence[ProductDraft], ids: Ids) -> set[int]:
    """Options and their choices."""
    rows = [
        {"product_id": ids[draft.slug], "slug": option.slug, "name": option.name, "position": position}
        for draft in drafts
        for position, option in enumerate(draft.options)
    ]
    made = await upsert(session, ProductOption, rows, key=("product_id", "slug"), returning=("product_id",))
    known = await session.execute(
        select(ProductOption.product_id, ProductOption.slug, ProductOption.id).where(
            ProductOption.product_id.in_(ids.values())
        )
    )
    option_ids = {(row.product_id, row.slug): row.id for row in known}
    products = {option_id: product_id for (product_id, _), option_id in option_ids.items()}
    values = [
        {
            "option_id": option_ids[ids[draft.slug], option.slug],
            "slug": slug,
            "name": name,
            "hex": shade,
            "position": position,
        }
        for draft in drafts
        for option in draft.options
        for position, (slug, (name, shade)) in enumerate(option.values.items())
    ]
    chosen = await upsert(session, OptionValue, values, key=("option_id", "slug"), returning=("option_id",))
    return {row.product_id for row in made} | {products[row.option_id] for row in chosen}


async def write_images(session: AsyncSession, drafts: Sequence[ProductDraft], ids: Ids) -> set[int]:
    """Pictures in the file's order."""
    rows = [
        {
            "product_id": ids[draft.slug],
            "source": image.source,
            "key": image_key(image.source),
            "alt": image.alt,
            "position": image.position,
        }
        for draft in drafts
        for image in draft.images
    ]
    made = await upsert(session, ProductImage, rows, key=("product_id", "source"), returning=("product_id",))
    return {row.product_id for row in made}


async def write_variants(
    session: AsyncSession, drafts: Sequence[ProductDraft], ids: Ids, *, has_images: bool
) -> WrittenVariants:
    """Variants by SKU, with the picture of their choice."""
    images = await session.execute(
        select(ProductImage.product_id, ProductImage.source, ProductImage.id).where(
            ProductImage.product_id.in_(ids.values())
        )
    )
    image_ids = {(row.product_id, row.source): row.id for row in images}
    rows: list[dict[str, Any]] = [
        {
            "sku": variant.sku,
            "product_id": ids[draft.slug],
            "title": variant.title,
            "choices": variant.choices,
            "position": position,
            "is_active": True,
            **variant.fields,
            **({"image_id": image_ids.get((ids[draft.slug], variant.image or ""))} if has_images else {}),
        }
        for draft in drafts
        for position, variant in enumerate(draft.variants)
    ]
    made = await upsert(
        session,
        Variant,
        rows,
        key=("sku",),
        fixed=("product_id",),
        also={"updated_at": func.now()},
        returning=("product_id",),
    )
    known = await session.execute(select(Variant.sku, Variant.id).where(Variant.product_id.in_(ids.values())))
    return WrittenVariants({row.sku: row.id for row in known}, {row.product_id for row in made})


async def drop_missing(
    session: AsyncSession, drafts: Sequence[ProductDraft], ids: Ids, *, has_images: bool
) -> set[int]:
    """Take off what the file no longer has: variants are switched off, drawings and unused choices go.

    Uploaded pictures stay; a file cannot bring them, so it does not miss them. Drawings that go are retired: orders
    show them still.
    """
    products = list(ids.values())
    mentioned = {sku for draft in drafts for sku in draft.mentioned}
    gone = await session.scalars(
        update(Variant)
        .where(
            Variant.product_id.in_(products),
            Variant.is_active,
            Variant.sku != func.all(bindparam("mentioned", sorted(mentioned), type_=ARRAY(VARCHAR))),
        )
        .values(is_active=False, updated_at=func.now())
        .returning(Variant.product_id)
        .execution_options(synchronize_session=False)
    )
    changed = set(gone)
    if has_images:
        kept = [
            {"product_id": ids[draft.slug], "source": image.source}
            for draft in drafts
            for image in draft.images
        ]
        changed |= await _ids(session, _DROP_IMAGES, ids=products, kept=kept, made_here=PREFIX)
    changed |= await _ids(session, _DROP_VALUES, ids=products)
    changed |= await _ids(session, _DROP_OPTIONS, ids=products)
    return changed


async def _ids(session: AsyncSession, statement: Any, **parameters: Any) -> set[int]:
    found: Iterable[int] = await session.scalars(statement, parameters)
    return set(found)
