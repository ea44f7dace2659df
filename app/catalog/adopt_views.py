"""A browser's history follows the person into the account."""

from sqlalchemy import delete, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import ViewedProduct
from app.catalog.note_view import keep_newest
from app.catalog.view_queries import Viewer


async def adopt_views(session: AsyncSession, visitor_hash: bytes | None, account_id: int) -> None:
    """Add what this browser looked at to the account's history; the browser's own is gone then."""
    if visitor_hash is None:
        return
    browsers = select(
        literal(account_id).label("account_id"), ViewedProduct.product_id, ViewedProduct.viewed_at
    ).where(ViewedProduct.visitor_hash == visitor_hash)
    new = insert(ViewedProduct).from_select(["account_id", "product_id", "viewed_at"], browsers)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=["account_id", "product_id"],
            index_where=ViewedProduct.account_id.is_not(None),
            set_={"viewed_at": new.excluded.viewed_at},
            where=ViewedProduct.viewed_at < new.excluded.viewed_at,
        )
    )
    await session.execute(delete(ViewedProduct).where(ViewedProduct.visitor_hash == visitor_hash))
    await keep_newest(session, Viewer(account_id=account_id))
