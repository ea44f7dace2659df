"""Reading what imports did."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from app.catalog.models import ImportRun
from app.core.pagination import Pagination


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run of an import without its list of problems; `problem_count` counts them."""

    run: ImportRun
    problem_count: int


@dataclass(frozen=True, slots=True)
class RunsPage:
    """One page of the runs."""

    rows: list[RunRow]
    pagination: Pagination


async def import_runs(session: AsyncSession, *, page: int = 1, per_page: int = 20) -> RunsPage:
    """The runs, newest first. Their problems, of which there may be a thousand each, are not loaded."""
    total = await session.scalar(select(func.count()).select_from(ImportRun)) or 0
    pagination = Pagination(page, per_page, total)
    found = await session.execute(
        select(ImportRun, func.jsonb_array_length(ImportRun.bad_rows))
        .options(defer(ImportRun.bad_rows, raiseload=True))
        .order_by(ImportRun.id.desc())
        .offset(pagination.offset)
        .limit(per_page)
    )
    return RunsPage([RunRow(run, problems) for run, problems in found], pagination)


async def find_run(session: AsyncSession, run_id: int) -> ImportRun | None:
    """One run with its problems."""
    return await session.get(ImportRun, run_id)
