"""Bring the products of a file onto the shelves."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

import app.tables  # noqa: F401 - foreign keys need every table known
from app.catalog.imports.limits import Limits
from app.catalog.imports.problems import Sink
from app.catalog.imports.run import Outcome, Progress, Shop, import_file
from app.catalog.imports.write_batch import SetStock
from app.cli.filling.basics import Basics, lay_basics
from app.core.db import SessionMaker
from app.core.settings import Settings
from app.inventory.receive_many import Count, receive_many
from app.search.catch_up import catch_up


async def bring_in(
    sessions: SessionMaker,
    settings: Settings,
    path: Path,
    *,
    is_rehearsal: bool = False,
    progress: Progress | None = None,
    sink: Sink | None = None,
) -> Outcome:
    """Import the file into the shop of these sessions: goods of its seller, stock of its preferred warehouse."""
    async with sessions() as session, session.begin():
        basics = await lay_basics(session)
    shop = Shop(
        basics.seller_id,
        basics.tax_classes,
        lambda cause: _shelf(basics, cause, path.name),
        settings.fetch_pictures,
    )
    outcome = await import_file(
        sessions,
        path,
        shop,
        limits=Limits(megabytes=settings.import_megabytes),
        is_rehearsal=is_rehearsal,
        progress=progress,
        sink=sink,
    )
    if not is_rehearsal:
        await catch_up(sessions)  # with or without a worker, what was brought in can be found
    return outcome


def _shelf(basics: Basics, cause: str, file_name: str) -> SetStock:
    async def set_stock(
        session: AsyncSession, counts: Sequence[tuple[int, int | None, int | None]]
    ) -> set[int]:
        return await receive_many(
            session,
            [Count(*count) for count in counts],
            warehouse_id=basics.warehouse_id,
            seller_id=basics.seller_id,
            key=cause,
            reason=f"Import of {file_name}",
        )

    return set_stock
