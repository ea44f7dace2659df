"""Remember that somebody looked at a product."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, ViewedProduct
from app.catalog.view_queries import MOST_VIEWED, Viewer, viewed_by
from app.core.clock import now


async def note_view(session: AsyncSession, viewer: Viewer, product_id: int) -> None:
    """Put the product first in the viewer's history, which keeps the last `MOST_VIEWED`.

    What is not for sale leaves no trace.
    """
    if await session.scalar(select(Product.id).where(Product.id == product_id, Product.state == "published")):
        await _put_first(session, viewer, product_id)
        await keep_newest(session, viewer)


async def _put_first(session: AsyncSession, viewer: Viewer, product_id: int) -> None:
    row = {"product_id": product_id, "viewed_at": now(), **_columns(viewer)}
    holder = next(iter(_columns(viewer)))
    await session.execute(
        insert(ViewedProduct)
        .values(row)
        .on_conflict_do_update(
            index_elements=[holder, "product_id"],
            index_where=getattr(ViewedProduct, holder).is_not(None),
            set_={"viewed_at": row["viewed_at"]},
        )
    )


async def keep_newest(session: AsyncSession, viewer: Viewer) -> None:
    """Forget what the viewer looked at before the last `MOST_VIEWED`."""
    older = (
        select(ViewedProduct.id)
        .where(viewed_by(viewer))
        .order_by(ViewedProduct.viewed_at.desc(), ViewedProduct.id.desc())
        .offset(MOST_VIEWED)
    )
    await session.execute(
        delete(ViewedProduct).where(ViewedProduct.id.in_(older)).execution_options(synchronize_session=False)
    )


def _columns(viewer: Viewer) -> dict[str, Any]:
    if viewer.account_id is not None:
        return {"account_id": viewer.account_id}
    return {"visitor_hash": viewer.visitor_hash}
