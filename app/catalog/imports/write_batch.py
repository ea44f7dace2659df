"""Write a batch of drafts: a fixed number of statements, however many products."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.imports.columns import Layout
from app.catalog.imports.drafts import ProductDraft
from app.catalog.imports.settle_pictures import settle_pictures
from app.catalog.imports.taxonomy import Taxonomy, ensure_taxonomy
from app.catalog.imports.upsert import upsert
from app.catalog.imports.write_parts import (
    drop_missing,
    write_attribute_labels,
    write_categories,
    write_images,
    write_options,
    write_variants,
)
from app.catalog.models import Product
from app.catalog.queries import product_ids_by_slug
from app.catalog.summarise import summarise

SetStock = Callable[[AsyncSession, Sequence[tuple[int, int | None, int | None]]], Awaitable[set[int]]]
"""Given (variant id, units on hand, low-stock threshold), makes the shelf agree; returns the variants that changed."""


@dataclass(slots=True)
class Written:
    """Ids of the batch's products by what happened to them."""

    created: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    unchanged: set[int] = field(default_factory=set)

    @property
    def touched(self) -> tuple[int, ...]:
        """Those that others must hear of."""
        return tuple(sorted(self.created | self.changed))


async def write_batch(
    session: AsyncSession,
    drafts: Sequence[ProductDraft],
    *,
    seller_id: int,
    layout: Layout,
    set_stock: SetStock,
    run_id: int | None = None,
) -> Written:
    """Write the drafts in the caller's transaction. The same batch again changes nothing.

    Columns that the file does not have keep what the shop has.
    """
    taxonomy = await ensure_taxonomy(session, drafts)
    created, changed = await _write_products(session, drafts, taxonomy, seller_id, layout)
    ids = await product_ids_by_slug(session, [draft.slug for draft in drafts])
    await write_attribute_labels(session, dict(layout.attributes.values()))
    if layout.has("Category Path"):
        changed |= await write_categories(session, drafts, ids, taxonomy)
    changed |= await write_options(session, drafts, ids)
    await settle_pictures(session, drafts, ids, run_id)
    if layout.has("Image Src"):
        changed |= await write_images(session, drafts, ids)
    variants = await write_variants(session, drafts, ids, has_images=layout.has("Variant Image"))
    changed |= variants.changed
    changed |= await drop_missing(session, drafts, ids, has_images=layout.has("Image Src"))
    stock = [
        (variants.ids[variant.sku], variant.on_hand, variant.low_stock_at)
        for draft in drafts
        for variant in draft.variants
    ]
    restocked = await set_stock(session, stock)
    changed |= {ids[draft.slug] for draft in drafts if _restocked(draft, variants.ids, restocked)}
    everything = set(ids.values())
    await summarise(session, created | changed)
    return Written(created, changed - created, everything - created - changed)


def _restocked(draft: ProductDraft, variant_ids: dict[str, int], restocked: set[int]) -> bool:
    return any(variant_ids[variant.sku] in restocked for variant in draft.variants)


async def _write_products(
    session: AsyncSession, drafts: Iterable[ProductDraft], taxonomy: Taxonomy, seller_id: int, layout: Layout
) -> tuple[set[int], set[int]]:
    rows: list[dict[str, Any]] = []
    for draft in drafts:
        row = {"slug": draft.slug, "seller_id": seller_id, **draft.fields}
        if layout.has("Vendor"):
            row["brand_id"] = taxonomy.brand_id(draft)
        if layout.has("Category Path"):
            row["category_id"] = taxonomy.category_id(draft.category)
        rows.append(row)
    says_state = layout.has("Status") or layout.has("Published")
    written = await upsert(
        session,
        Product,
        rows,
        key=("slug",),
        fixed=("seller_id",) if says_state else ("seller_id", "state"),
        also={"version": Product.version + 1, "updated_at": func.now()},
        returning=("id",),
    )
    touched = [row.id for row in written]
    await session.execute(
        update(Product)
        .where(Product.id.in_(touched), Product.state == "published", Product.published_at.is_(None))
        .values(published_at=func.now())
        .execution_options(synchronize_session=False)
    )
    return {row.id for row in written if row.is_new}, {row.id for row in written if not row.is_new}
