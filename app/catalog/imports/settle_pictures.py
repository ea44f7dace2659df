"""Pictures that a file names by their address on another site: known ones are used, new ones wait to be fetched."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.imports.drafts import ImageDraft, ProductDraft
from app.catalog.imports.upsert import upsert
from app.catalog.models import PictureFetch
from app.media.drawings.grammar import PREFIX


async def settle_pictures(
    session: AsyncSession, drafts: Sequence[ProductDraft], ids: dict[str, int], run_id: int | None
) -> None:
    """Afterwards the drafts hold only pictures that the shop has. The worker brings the others when it can.

    The same file again fetches nothing twice; an address that was dead is tried once more.
    """
    known = await _known(session, [ids[draft.slug] for draft in drafts if _urls(draft)])
    rows: list[dict[str, Any]] = []
    for draft in drafts:
        rows += _settle(draft, ids[draft.slug], known, run_id)
    await upsert(
        session,
        PictureFetch,
        rows,
        key=("product_id", "url"),
        also={"next_at": func.now()},
        returning=("product_id",),
    )


async def _known(session: AsyncSession, product_ids: Sequence[int]) -> dict[tuple[int, str], str]:
    if not product_ids:
        return {}
    found = await session.execute(
        select(PictureFetch.product_id, PictureFetch.url, PictureFetch.source).where(
            PictureFetch.product_id.in_(product_ids), PictureFetch.state == "done"
        )
    )
    return {(row.product_id, row.url): row.source for row in found}


def _settle(
    draft: ProductDraft, product_id: int, known: dict[tuple[int, str], str], run_id: int | None
) -> list[dict[str, Any]]:
    waiting = []
    kept: dict[str, ImageDraft] = {}
    for image in draft.images:
        own = image.source
        if not _is_url(own):
            kept.setdefault(own, image)
            continue
        source = known.get((product_id, own))
        shown = [variant for variant in draft.variants if variant.image == own]
        for variant in shown:
            variant.image = source
        if source:
            image.source = source
            kept.setdefault(source, image)
        else:
            skus = [variant.sku for variant in shown]
            waiting.append(_row(image, product_id, skus, run_id))
    draft.images = list(kept.values())
    return waiting


def _row(image: ImageDraft, product_id: int, skus: list[str], run_id: int | None) -> dict[str, Any]:
    return {
        "product_id": product_id,
        "url": image.source,
        "alt": image.alt,
        "position": image.position,
        "skus": skus,
        "run_id": run_id,
        "row": image.row,
        "state": "waiting",
        "source": "",
        "reason": "",
        "tries": 0,
    }


def _urls(draft: ProductDraft) -> list[str]:
    return [image.source for image in draft.images if _is_url(image.source)]


def _is_url(source: str) -> bool:
    return not source.startswith(PREFIX)
