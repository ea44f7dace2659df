"""Which pictures somebody still shows, and clearing away the files of all others."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Collection, PictureFetch, ProductImage, RetiredPicture
from app.content.picture_sources import picture_sources
from app.core.clock import now
from app.core.db import SessionMaker
from app.media.names import image_key
from app.media.sizes import SIZES
from app.media.storages import Storage
from app.media.upload import FOLDER
from app.orders.models import OrderLine
from app.reviews.models import ReviewPhoto

GRACE = timedelta(days=30)
"""How long a file may be nobody's: a form not sent to its end, a page in a cache, an email read late."""

KEEPERS: tuple[Select[Any], ...] = (
    select(ProductImage.source),
    select(RetiredPicture.source),
    select(OrderLine.image_source).distinct(),
    select(ReviewPhoto.source),
    select(Collection.image_source),
    select(PictureFetch.source),
)
"""Every table that keeps sources of pictures, beside `content.picture_sources`. One missing here loses its files."""

_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Swept:
    """What was cleared away."""

    retired: int
    files: int


async def kept_sources(session: AsyncSession) -> set[str]:
    """What all pictures that anybody shows are made from."""
    found = set(await picture_sources(session))
    for keeper in KEEPERS:
        found.update(await session.scalars(keeper))
    return found - {""}


async def sweep_pictures(sessions: SessionMaker, storage: Storage) -> Swept:
    """Forget retired pictures that no order shows, then delete files older than `GRACE` that nobody needs.

    What is looked up is looked up before the files are, and young files stay: a picture that is given to a product
    meanwhile keeps its file, and a lost size is made again when it is asked for.
    """
    async with sessions() as session, session.begin():
        forgotten = await session.execute(
            delete(RetiredPicture)
            .where(
                RetiredPicture.retired_at < now() - GRACE,
                ~select(OrderLine.id).where(OrderLine.image_source == RetiredPicture.source).exists(),
            )
            .returning(RetiredPicture.source)
        )
        retired = len(forgotten.all())
        sources = await kept_sources(session)
    keys = {image_key(source) for source in sources}
    until, files = now() - GRACE, 0
    async for file in storage.files():
        if file.stored_at < until and not _is_needed(file.key, sources, keys):
            await storage.delete(file.key)
            files += 1
    return Swept(retired, files)


def _is_needed(key: str, sources: set[str], keys: set[str]) -> bool:
    folder, _, name = key.partition("/")
    if folder == FOLDER:
        return key in sources
    # A file of another kind is somebody else's, and no business of ours.
    return not _KEY.fullmatch(folder) or (folder in keys and name in SIZES)
