"""Import a file: batch by batch, each in a transaction of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.errors import ImportIsRunning
from app.catalog.events import ProductsImported
from app.catalog.imports.drafts import ProductDraft
from app.catalog.imports.limits import Limits
from app.catalog.imports.problems import Problem, Problems, Sink
from app.catalog.imports.read_product import read_product
from app.catalog.imports.reading import Survey, groups, survey
from app.catalog.imports.rows import Rules
from app.catalog.imports.settle_skus import settle_skus
from app.catalog.imports.write_batch import SetStock, Written, write_batch
from app.catalog.models import ImportRun
from app.core.db import SessionMaker
from app.core.outbox import record

BATCH = 500
"""Products a transaction."""
_LOCK = 0x0B2E_0010
"""Advisory lock: one import at a time."""

Progress = Callable[[int, int], None]
"""Called after each batch with the rows done and the rows of the file."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What an import must know of the packages above the catalogue."""

    seller_id: int
    tax_classes: frozenset[str]
    set_stock: Callable[[str], SetStock]
    """Makes the shelf of this shop agree; the argument names the cause, once for each batch."""
    may_fetch: bool = False
    """Whether pictures may be fetched from other sites."""


@dataclass(slots=True)
class Outcome:
    """What came of it, counted in products (`rows` and `bad_rows` in rows of the file)."""

    run_id: int | None
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    bad_rows: int = 0
    ignored_cells: int = 0
    problems: list[Problem] = field(default_factory=list)
    """The first thousand."""
    unused_columns: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether every row went in."""
        return self.bad_rows == 0


async def import_file(
    sessions: SessionMaker,
    path: Path,
    shop: Shop,
    *,
    limits: Limits | None = None,
    is_rehearsal: bool = False,
    progress: Progress | None = None,
    sink: Sink | None = None,
) -> Outcome:
    """Bring the file's products into the shop; good rows go in, bad ones are reported.

    Idempotent by handle and SKU. Killed midway, it leaves whole batches; run again, it does the rest. A rehearsal
    does everything and keeps nothing. Raises FileRefused (nothing written) and ImportIsRunning.
    """
    found = survey(path, limits or Limits())
    problems = Problems(sink)
    rules = Rules(found.layout, shop.tax_classes, problems, shop.may_fetch)
    async with _alone(sessions):
        run_id = None if is_rehearsal else await _begin(sessions, path, found)
        outcome = Outcome(run_id, unused_columns=found.layout.unused)
        by_handle = groups(path, found)
        number = 0
        while batch := list(islice(by_handle, BATCH)):
            number += 1
            drafts = [draft for handle, rows in batch if (draft := read_product(handle, rows, rules))]
            outcome.rows += sum(len(rows) for _, rows in batch)
            async with sessions() as session:
                written = await _write(session, drafts, shop, found, problems, run_id, number)
                _count(outcome, written, problems)
                if run_id is not None:
                    await _note_batch(session, run_id, outcome, written)
                    await session.commit()
            if progress:
                progress(outcome.rows, found.rows)
        if run_id is not None:
            await _finish(sessions, run_id)
    return outcome


async def _write(
    session: AsyncSession,
    drafts: list[ProductDraft],
    shop: Shop,
    found: Survey,
    problems: Problems,
    run_id: int | None,
    batch: int,
) -> Written:
    mine = await settle_skus(session, drafts, found.handles, problems)
    if not mine:
        return Written()
    return await write_batch(
        session,
        mine,
        seller_id=shop.seller_id,
        layout=found.layout,
        set_stock=shop.set_stock(f"import:{run_id}:{batch}"),
        run_id=run_id,
    )


def _count(outcome: Outcome, written: Written, problems: Problems) -> None:
    outcome.created += len(written.created)
    outcome.changed += len(written.changed)
    outcome.unchanged += len(written.unchanged)
    outcome.bad_rows = len(problems.bad_rows)
    outcome.ignored_cells = problems.ignored
    outcome.problems = problems.kept


@asynccontextmanager
async def _alone(sessions: SessionMaker) -> AsyncIterator[None]:
    """Hold the lock of imports. It belongs to the connection, so it goes when the process does."""
    async with sessions() as session:
        await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
        if not await session.scalar(select(func.pg_try_advisory_lock(_LOCK))):
            raise ImportIsRunning("Another import is running. Wait until it is done.")
        try:
            yield
        finally:
            await session.scalar(select(func.pg_advisory_unlock(_LOCK)))


async def _begin(sessions: SessionMaker, path: Path, found: Survey) -> int:
    """The run's record. Runs that were killed are marked: nobody else can be running now."""
    async with sessions() as session, session.begin():
        await session.execute(
            update(ImportRun)
            .where(ImportRun.state == "running")
            .values(state="interrupted", finished_at=func.now())
        )
        run = ImportRun(file_name=path.name[:200], file_hash=found.file_hash)
        session.add(run)
        await session.flush()
        return run.id


async def _note_batch(session: AsyncSession, run_id: int, outcome: Outcome, written: Written) -> None:
    """The run's counts and its event, in the batch's own transaction."""
    await session.execute(
        update(ImportRun)
        .where(ImportRun.id == run_id)
        .values(
            rows_done=outcome.rows,
            created=outcome.created,
            changed=outcome.changed,
            unchanged=outcome.unchanged,
            bad_rows=[problem.as_json() for problem in outcome.problems],
        )
        .execution_options(synchronize_session=False)
    )
    if written.touched:
        await record(session, ProductsImported(run_id, written.touched))


async def _finish(sessions: SessionMaker, run_id: int) -> None:
    async with sessions() as session, session.begin():
        await session.execute(
            update(ImportRun).where(ImportRun.id == run_id).values(state="done", finished_at=func.now())
        )
