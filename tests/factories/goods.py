"""Goods brought in by file, as the shop's own would be."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from app.catalog.imports.run import Outcome
from app.cli.filling.goods import bring_in
from app.core.db import make_sessionmaker
from app.core.settings import Settings
from tests.factories.product_file import COLUMNS, write_file

Bring = Callable[..., Awaitable[Outcome]]
"""`await bring(rows)` imports them; `columns` and `is_rehearsal` as keywords."""


def bringer(engine: AsyncEngine, settings: Settings, folder: Path) -> Bring:
    """Imports rows into the database of that engine, as `./shop import` would."""

    async def bring(
        rows: Sequence[dict[str, str]], columns: Sequence[str] = COLUMNS, *, is_rehearsal: bool = False
    ) -> Outcome:
        path = write_file(folder, rows, columns)
        return await bring_in(make_sessionmaker(engine), settings, path, is_rehearsal=is_rehearsal)

    return bring
