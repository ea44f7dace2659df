"""Make the files of product pictures before anybody asks for them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import ColumnElement, Update, func, update
from sqlalchemy.orm import InstrumentedAttribute

from app.catalog.models import ProductImage, RetiredPicture
from app.catalog.picture_queries import WaitingPicture, pictures_to_make
from app.core.db import SessionMaker
from app.core.errors import ShopError
from app.media.drawings.grammar import PREFIX
from app.media.drawings.version import CODE_VERSION
from app.media.gallery import Gallery
from app.media.names import KEY_LENGTH
from app.media.sizes import AHEAD_SIZES, CARD_SIZES

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """What one call did. `milliseconds` is the mean for one file."""

    files: int
    remaining: int
    milliseconds: float


async def draw_ahead(sessions: SessionMaker, gallery: Gallery, count: int, skip: set[int]) -> Progress:
    """Make missing files of at most `count` pictures: what listings show of all of them first, then the rest.

    Keys of drawings whose code has changed are brought up to date before. A picture that cannot be made is told to
    the log and put into `skip`, which keeps it out of the caller's next calls.
    """
    async with sessions() as session, session.begin():
        for statement in _refresh_keys():
            await session.execute(statement)
        waiting = await pictures_to_make(session)
    todo = [picture for picture in waiting if picture.id not in skip]
    batch, names = await _next_batch(gallery, todo, count)
    began, files, ready = time.monotonic(), 0, []
    for picture in batch:
        try:
            files += await gallery.make_missing(picture.source, picture.key, names)
        except ShopError as error:
            skip.add(picture.id)
            log.warning("picture_not_made", picture=picture.id, reason=error.message)
        else:
            ready.append(picture.id)
    done = ready if names == AHEAD_SIZES else []
    await _mark_ready(sessions, done)
    milliseconds = (time.monotonic() - began) * 1000 / max(1, files)
    return Progress(files, len(todo) - len(done), round(milliseconds, 1))


async def _next_batch(
    gallery: Gallery, todo: Sequence[WaitingPicture], count: int
) -> tuple[Sequence[WaitingPicture], Sequence[str]]:
    bare: list[WaitingPicture] = []
    for picture in todo:
        if len(bare) == count:
            break
        if not await gallery.storage.exists(f"{picture.key}/{CARD_SIZES[-1]}"):
            bare.append(picture)
    return (bare, CARD_SIZES) if bare else (todo[:count], AHEAD_SIZES)


def _refresh_keys() -> tuple[Update, Update]:
    """`app.media.names.image_key`, said in SQL, for drawings made by other code than today's."""
    shown = (
        update(ProductImage)
        .where(ProductImage.source.startswith(PREFIX), ProductImage.key != _key_of(ProductImage.source))
        .values(key=_key_of(ProductImage.source), is_ready=False)
    )
    retired = (
        update(RetiredPicture)
        .where(RetiredPicture.source.startswith(PREFIX), RetiredPicture.key != _key_of(RetiredPicture.source))
        .values(key=_key_of(RetiredPicture.source))
    )
    quick = {"synchronize_session": False}
    return shown.execution_options(**quick), retired.execution_options(**quick)


def _key_of(source: InstrumentedAttribute[str]) -> ColumnElement[str]:
    text = func.convert_to(CODE_VERSION + "\n" + source, "UTF8")
    return func.left(func.encode(func.sha256(text), "hex"), KEY_LENGTH)


async def _mark_ready(sessions: SessionMaker, ids: Sequence[int]) -> None:
    if ids:
        async with sessions() as session, session.begin():
            await session.execute(update(ProductImage).where(ProductImage.id.in_(ids)).values(is_ready=True))
