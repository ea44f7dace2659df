"""Old addresses lead to where things live now."""

from typing import Any

from litestar import Response
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.queries import moved_to
from app.core.errors import NotFound
from app.web.visit import ShopRequest


async def follow(
    request: ShopRequest, session: AsyncSession, kind: str, slug: str, prefix: str
) -> Response[Any]:
    """301 to the new address, the query kept. Raises NotFound when the slug never was one."""
    target = await moved_to(session, kind, slug)
    if target is None or target == slug:
        raise NotFound
    query = request.scope["query_string"].decode("ascii", "ignore")
    return Redirect(f"{prefix}{target}" + (f"?{query}" if query else ""), status_code=301)
