"""Many rows in one statement: written when new, changed only where they differ."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, TableValuedAlias, bindparam, column, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import Base

Rows = Sequence[dict[str, Any]]


def given(table: type[Base], columns: Sequence[str], rows: Rows) -> TableValuedAlias:
    """The rows as a table of the statement, typed as the table's own columns."""
    typed = (column(name, table.__table__.c[name].type) for name in columns)
    rows_json = bindparam("rows", list(rows), type_=JSONB, unique=True)
    return (
        func.jsonb_to_recordset(rows_json).table_valued(*typed).render_derived(name="given", with_types=True)
    )


async def upsert(
    session: AsyncSession,
    table: type[Base],
    rows: Rows,
    *,
    key: Sequence[str],
    fixed: Sequence[str] = (),
    also: dict[str, ColumnElement[Any]] | None = None,
    returning: Sequence[str],
) -> Sequence[Row[Any]]:
    """Write the rows and return those made or changed, with `is_new` as the last column.

    A row whose `key` exists is changed only when a column outside `key` and `fixed` differs; then `also` is set too.
    """
    if not rows:
        return []
    columns = list(rows[0])
    source = given(table, columns, rows)
    statement = insert(table).from_select(columns, select(*(source.c[name] for name in columns)))
    compared = [name for name in columns if name not in {*key, *fixed}]
    own = table.__table__.c
    if compared:
        statement = statement.on_conflict_do_update(
            index_elements=list(key),
            set_={name: statement.excluded[name] for name in compared} | (also or {}),
            where=or_(*(own[name].is_distinct_from(statement.excluded[name]) for name in compared)),
        )
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(key))
    is_new = (column("xmax") == 0).label("is_new")
    written = await session.execute(statement.returning(*(own[name] for name in returning), is_new))
    return written.all()
