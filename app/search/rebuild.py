"""Make the whole index anew beside the one in use, and put it in its place in one moment."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from app.core.errors import Conflict
from app.search import index_sql
from app.search.drift import find_drift
from app.search.update import LOCK, update_products

TABLES = (
    *("search_document", "search_lexeme", "search_posting", "search_word", "search_stat", "search_facet"),
)
_REBUILDS = 0x0B2E_0006
"""Advisory lock: one rebuild at a time."""
_NEXT = "search_next"
_SLICE = 2_000
_SETTINGS = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL lock_timeout = '10s'",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    "SET LOCAL work_mem = '128MB'",
    "SET LOCAL maintenance_work_mem = '256MB'",
    "SET LOCAL jit = off",
)

Progress = Callable[[int, int], None]
"""Done and all, in steps of about the same length."""


class RebuildIsRunning(Conflict):
    """Another process is rebuilding the index."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the new index holds."""

    products: int
    words: int


async def rebuild(engine: AsyncEngine, progress: Progress | None = None) -> Rebuilt:
    """Build beside, then swap; searches read the old index until the new one is whole. Raises RebuildIsRunning.

    One transaction: killed midway, nothing has happened. What changed meanwhile is brought in before the swap.
    """
    async with engine.connect() as connection, _alone(connection), connection.begin():
        for setting in _SETTINGS:
            await connection.execute(text(setting))
        rebuilt = await _build(connection, progress or (lambda done, of: None))
        await _swap(connection)
    await _vacuum(engine)
    return rebuilt


@asynccontextmanager
async def _alone(connection: AsyncConnection) -> AsyncIterator[None]:
    got = await connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _REBUILDS})
    await connection.commit()
    if not got:
        raise RebuildIsRunning("The search index is being rebuilt already. Wait until that is done.")
    try:
        yield
    finally:
        await connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _REBUILDS})
        await connection.commit()


async def _build(connection: AsyncConnection, progress: Progress) -> Rebuilt:
    await connection.execute(text(f"DROP SCHEMA IF EXISTS {_NEXT} CASCADE"))
    await connection.execute(text(f"CREATE SCHEMA {_NEXT}"))
    for table in TABLES:
        await connection.execute(
            text(
                f"CREATE TABLE {_NEXT}.{table} (LIKE public.{table} "
                "INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE)"
            )
        )
    for table in ("search_document", "search_facet", "search_stat"):
        await _add_keys(connection, table)
    last = await connection.scalar(text("SELECT coalesce(max(id), 0) FROM products")) or 0
    slices = [f"product_id > {after} AND product_id <= {after + _SLICE}" for after in range(0, last, _SLICE)]
    steps = 2 * len(slices) + 3
    for number, which in enumerate(slices, 1):
        await _fill(connection, index_sql.DOCUMENTS, which)
        await _fill(connection, index_sql.FACETS, which)
        progress(number, steps)
    await _fill(connection, index_sql.STATISTICS)
    await _fill(connection, index_sql.ALL_LEXEMES)
    await _add_keys(connection, "search_lexeme")
    await _fill(connection, index_sql.ALL_WORDS)
    await connection.execute(text(f"ANALYZE {_NEXT}.search_lexeme"))
    progress(len(slices) + 1, steps)
    for number, which in enumerate(slices, len(slices) + 2):
        await _fill(connection, index_sql.POSTINGS, which)
        progress(number, steps)
    for table in ("search_posting", "search_word"):
        await _add_keys(connection, table)
    for table in TABLES:
        await _add_indexes(connection, table)
        await connection.execute(text(f"ANALYZE {_NEXT}.{table}"))
    progress(steps, steps)
    return Rebuilt(*(await _numbers(connection)))


async def _fill(connection: AsyncConnection, statement: str, which: str = "") -> None:
    await connection.execute(text(statement.format(to=f"{_NEXT}.", which=which)))


async def _add_keys(connection: AsyncConnection, table: str) -> None:
    """The same keys, by the same names, as the table in use has."""
    keys = await connection.execute(
        text(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = CAST(:table AS regclass) AND contype IN ('p', 'u') ORDER BY contype"
        ),
        {"table": f"public.{table}"},
    )
    for name, definition in keys.all():
        await connection.execute(text(f'ALTER TABLE {_NEXT}.{table} ADD CONSTRAINT "{name}" {definition}'))


async def _add_indexes(connection: AsyncConnection, table: str) -> None:
    found = await connection.execute(
        text(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = CAST(:table AS regclass) "
            "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
        ),
        {"table": f"public.{table}"},
    )
    for definition in found.scalars().all():
        await connection.execute(text(definition.replace(f" ON public.{table} ", f" ON {_NEXT}.{table} ", 1)))


async def _numbers(connection: AsyncConnection) -> tuple[int, int]:
    row = (
        await connection.execute(
            text(
                f"SELECT (SELECT count(*) FROM {_NEXT}.search_document), (SELECT count(*) FROM {_NEXT}.search_word)"  # noqa: S608
            )
        )
    ).one()
    return row[0], row[1]


async def _swap(connection: AsyncConnection) -> None:
    """Updates wait from here on; what they did meanwhile is done again on the new tables."""
    await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    session = AsyncSession(bind=connection)
    changed = (await find_drift(session, f"{_NEXT}.")).product_ids
    for table in TABLES:
        await connection.execute(text(f"DROP TABLE public.{table}"))
        await connection.execute(text(f"ALTER TABLE {_NEXT}.{table} SET SCHEMA public"))
    await connection.execute(text(f"DROP SCHEMA {_NEXT}"))
    if changed:
        await update_products(session, changed)


async def _vacuum(engine: AsyncEngine) -> None:
    """Index-only scans want the visibility map."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("SET statement_timeout = 0"))
        for table in ("search_posting", "search_word", "search_facet", "search_document"):
            await connection.execute(text(f"VACUUM (ANALYZE) {table}"))
        await connection.execute(text("RESET statement_timeout"))
