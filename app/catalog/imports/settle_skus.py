"""Who owns a SKU: a product that was renamed keeps its SKUs, a SKU of another product stays there."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.imports.drafts import ProductDraft
from app.catalog.imports.problems import Problems
from app.catalog.models import Product, SlugHistory, Variant
from app.catalog.queries import product_ids_by_slug


async def settle_skus(
    session: AsyncSession, drafts: Sequence[ProductDraft], handles: Collection[str], problems: Problems
) -> list[ProductDraft]:
    """Drafts that may be written, without the variants that belong to other products.

    A new handle whose known SKUs all belong to one product that the file no longer names is that product under a
    new address: it is renamed, and its old slug leads to the new one. `handles` are all of the file's.
    """
    owners = await _owners(session, drafts)
    existing = await product_ids_by_slug(session, [draft.slug for draft in drafts])
    renamed: set[int] = set()
    for draft in drafts:
        theirs = {owner.product_id: owner for sku in _skus(draft) if (owner := owners.get(sku))}
        if draft.slug not in existing and len(theirs) == 1:
            (owner,) = theirs.values()
            if owner.slug not in handles and owner.product_id not in renamed:
                await _rename(session, owner, draft.slug)
                renamed.add(owner.product_id)
                existing[draft.slug] = owner.product_id
        _leave_out_foreign(draft, owners, existing.get(draft.slug), problems)
    return [draft for draft in drafts if draft.variants]


def _skus(draft: ProductDraft) -> list[str]:
    return [variant.sku for variant in draft.variants]


async def _owners(session: AsyncSession, drafts: Sequence[ProductDraft]) -> dict[str, Row[str, int, str]]:
    skus = [sku for draft in drafts for sku in _skus(draft)]
    rows = await session.execute(
        select(Variant.sku, Variant.product_id, Product.slug)
        .join(Product, Product.id == Variant.product_id)
        .where(Variant.sku.in_(skus))
    )
    return {row.sku: row for row in rows}


def _leave_out_foreign(
    draft: ProductDraft, owners: dict[str, Row[str, int, str]], own_id: int | None, problems: Problems
) -> None:
    kept = []
    for variant in draft.variants:
        owner = owners.get(variant.sku)
        if owner is None or owner.product_id == own_id:
            kept.append(variant)
            continue
        problems.add(
            variant.row,
            "Variant SKU",
            variant.sku,
            f"This SKU belongs to the product “{owner.slug}”.",
            "Give the variant its own SKU, or move it in the back office first.",
        )
    draft.variants = kept


async def _rename(session: AsyncSession, owner: Row[str, int, str], slug: str) -> None:
    history = insert(SlugHistory).values(kind="product", slug=owner.slug, object_id=owner.product_id)
    await session.execute(
        history.on_conflict_do_update(
            index_elements=["kind", "slug"], set_={"object_id": history.excluded.object_id}
        )
    )
    await session.execute(delete(SlugHistory).where(SlugHistory.kind == "product", SlugHistory.slug == slug))
    await session.execute(
        update(Product)
        .where(Product.id == owner.product_id)
        .values(slug=slug)
        .execution_options(synchronize_session=False)
    )
