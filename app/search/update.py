"""Bring the index up to date with some products."""

from collections.abc import Collection

from sqlalchemy import TextClause, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.ext.asyncio import AsyncSession

from app.search import index_sql

LOCK = 0x0B2E_0005
"""Advisory lock: updates share it, the last moment of a rebuild has it alone."""

_THESE = "product_id = ANY(:ids)"


def _about_these(statement: str) -> TextClause:
    return text(statement.format(to="", which=_THESE)).bindparams(bindparam("ids", type_=ARRAY(INTEGER)))


_GONE = [
    _about_these(
        f"DELETE FROM {table} WHERE {{which}} AND NOT EXISTS ("  # noqa: S608
        f"SELECT FROM products WHERE products.id = {table}.product_id AND products.state = 'published')"
    )
    for table in ("search_document", "search_facet", "search_posting")
]
_FACETS = _about_these(index_sql.FACETS)
_DOCUMENTS = _about_these(index_sql.DOCUMENTS)
_REPLACE = [
    _about_these(statement)
    for statement in (
        index_sql.NEW_LEXEMES,
        index_sql.NEW_WORDS,
        "DELETE FROM search_posting WHERE {which}",
        index_sql.POSTINGS,
    )
]


async def update_products(session: AsyncSession, product_ids: Collection[int]) -> int:
    """Index these products as they are now, in the caller's transaction; how many had other words than before.

    Products that are not published leave the index. How common words are is counted anew each night, not here.
    """
    if not product_ids:
        return 0
    await session.execute(select(func.pg_advisory_xact_lock_shared(LOCK)))
    these = {"ids": sorted(product_ids)}
    for statement in _GONE:
        await session.execute(statement, these)
    await session.execute(_FACETS, these)
    changed = list((await session.execute(_DOCUMENTS, these)).scalars())
    if changed:
        for statement in _REPLACE:
            await session.execute(statement, {"ids": sorted(changed)})
    return len(changed)


_COUNTS = [
    text(statement.format(to=""))
    for statement in (index_sql.RECOUNT_LEXEMES, index_sql.RECOUNT_WORDS, index_sql.STATISTICS)
]


async def recount(session: AsyncSession) -> None:
    """Count anew how common each word is. Seconds for a large shop."""
    for statement in _COUNTS:
        await session.execute(statement)
