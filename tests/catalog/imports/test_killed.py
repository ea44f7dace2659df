"""An import that is killed midway (reliability reference, F44)."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.imports.run import BATCH
from app.catalog.models import ImportRun, Product, Variant
from app.core.settings import Settings
from app.inventory.models import Movement, StockItem
from tests.factories.goods import Bring
from tests.factories.product_file import many_pens, write_file

PENS = BATCH * 4


async def test_whole_batches_stay_and_the_next_run_does_the_rest(
    bring: Bring, settings: Settings, tmp_path: Path, db: AsyncSession
) -> None:
    rows = list(many_pens(PENS))
    path = write_file(tmp_path, rows)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app.cli", "import", str(path)),
        env={**os.environ, "DATABASE_URL": settings.database_url, "REDIS_URL": settings.redis_url},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    while not await _rows_done(db):
        assert process.returncode is None, "it ended before it could be killed"
        await asyncio.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL

    done = await _rows_done(db)
    assert BATCH <= done < PENS
    assert done % BATCH == 0
    for table in (Product, Variant, StockItem, Movement):
        assert await db.scalar(select(func.count()).select_from(table)) == done

    outcome = await bring(rows)
    assert (outcome.unchanged, outcome.created, outcome.changed) == (done, PENS - done, 0)
    await db.rollback()
    for table in (Product, Variant, StockItem, Movement):
        assert await db.scalar(select(func.count()).select_from(table)) == PENS
    states = await db.scalars(select(ImportRun.state).order_by(ImportRun.id))
    assert states.all() == ["interrupted", "done"]


async def _rows_done(db: AsyncSession) -> int:
    await db.rollback()
    return await db.scalar(select(func.max(ImportRun.rows_done))) or 0
