"""Bring the pictures that imports named by their address on other sites."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import cast, func, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.events import PicturesChanged
from app.catalog.imports.problems import MOST_KEPT, Problem, shorten
from app.catalog.models import ImportRun, PictureFetch, ProductImage, Variant
from app.core.clock import now
from app.core.db import SessionMaker
from app.core.errors import Rejected, ShopError
from app.core.outbox import record
from app.media.fetch import fetch_picture
from app.media.gallery import Gallery
from app.media.names import image_key
from app.media.upload import upload

MOST_TRIES = 3
_CLAIM = timedelta(minutes=10)
"""How long a claimed picture is left alone: longer than one can take, and the pause before it is tried again."""

Fetch = Callable[[str], Awaitable[bytes]]


async def fetch_waiting(
    sessions: SessionMaker, gallery: Gallery, count: int, fetch: Fetch = fetch_picture
) -> tuple[int, int]:
    """Fetch at most `count` of those that wait, outside any transaction; how many came, and how many are dead.

    A dead one is told in the import that named it; its product goes without. Pictures of an import that is still
    running wait for its end.
    """
    came = dead = 0
    for one in await _claim(sessions, count):
        try:
            source = await upload(gallery.storage, gallery.maker, await fetch(one.url))
        except ShopError as error:
            if isinstance(error, Rejected) or one.tries >= MOST_TRIES:
                await _give_up(sessions, one.id, error.message)
                dead += 1
        else:
            await _keep(sessions, one.id, source)
            came += 1
    return came, dead


async def _claim(sessions: SessionMaker, count: int) -> list[PictureFetch]:
    running = select(ImportRun.id).where(ImportRun.id == PictureFetch.run_id, ImportRun.state == "running")
    due = (
        select(PictureFetch.id)
        .where(PictureFetch.state == "waiting", PictureFetch.next_at <= now(), ~running.exists())
        .order_by(PictureFetch.next_at, PictureFetch.id)
        .limit(count)
        .with_for_update(skip_locked=True)
    )
    async with sessions() as session, session.begin():
        ids = list(await session.scalars(due))
        claimed = await session.scalars(
            update(PictureFetch)
            .where(PictureFetch.id.in_(ids))
            .values(tries=PictureFetch.tries + 1, next_at=now() + _CLAIM)
            .returning(PictureFetch)
            .execution_options(populate_existing=True)
        )
        return sorted(claimed, key=lambda one: one.id)


async def _keep(sessions: SessionMaker, fetch_id: int, source: str) -> None:
    async with sessions() as session, session.begin():
        one = await _held(session, fetch_id)
        if one is None:
            return
        await session.execute(
            insert(ProductImage)
            .values(
                product_id=one.product_id,
                source=source,
                key=image_key(source),
                alt=one.alt,
                position=one.position,
            )
            .on_conflict_do_nothing(index_elements=["product_id", "source"])
        )
        picture = select(ProductImage.id).where(
            ProductImage.product_id == one.product_id, ProductImage.source == source
        )
        await session.execute(
            update(Variant)
            .where(Variant.product_id == one.product_id, Variant.sku.in_(one.skus))
            .values(image_id=picture.scalar_subquery())
            .execution_options(synchronize_session=False)
        )
        one.state, one.source, one.reason = "done", source, ""
        await record(session, PicturesChanged(one.product_id))


async def _give_up(sessions: SessionMaker, fetch_id: int, reason: str) -> None:
    async with sessions() as session, session.begin():
        one = await _held(session, fetch_id)
        if one is None:
            return
        one.state, one.reason = "dead", reason
        problem = Problem(
            row=one.row,
            column="Image Src",
            value=shorten(one.url),
            reason=reason,
            remedy="Mend the address and import again, or upload the picture to the product.",
            is_ignored=True,
        )
        await session.execute(
            update(ImportRun)
            .where(ImportRun.id == one.run_id, func.jsonb_array_length(ImportRun.bad_rows) < MOST_KEPT)
            .values(bad_rows=ImportRun.bad_rows.op("||")(cast([problem.as_json()], JSONB)))
            .execution_options(synchronize_session=False)
        )


async def _held(session: AsyncSession, fetch_id: int) -> PictureFetch | None:
    """The row, locked; None when an import has changed its mind meanwhile."""
    return await session.scalar(
        select(PictureFetch)
        .where(PictureFetch.id == fetch_id, PictureFetch.state == "waiting")
        .with_for_update()
    )
