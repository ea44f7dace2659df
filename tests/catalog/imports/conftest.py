"""Importing into a test's own shop."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from app.catalog.imports.run import Outcome
from app.cli.filling.goods import bring_in
from app.core.db import SessionMaker, make_sessionmaker
from app.core.settings import Settings
from tests.factories.product_file import COLUMNS, write_file

Import = Callable[..., Awaitable[Outcome]]


@pytest.fixture
def sessions(engine: AsyncEngine) -> SessionMaker:
    """Sessions on the test's database."""
    return make_sessionmaker(engine)


@pytest.fixture
def bring(sessions: SessionMaker, settings: Settings, tmp_path: Path) -> Import:
    """Import these rows, as `./shop import` would."""

    async def import_rows(
        rows: Sequence[dict[str, str]], columns: Sequence[str] = COLUMNS, *, is_rehearsal: bool = False
    ) -> Outcome:
        path = write_file(tmp_path, rows, columns)
        return await bring_in(sessions, settings, path, is_rehearsal=is_rehearsal)

    return import_rows
