"""Staff have dealt with what a shopper asked for; what nobody needs any more is forgotten."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.clock import now
from app.search.errors import NoSuchRequest
from app.search.models import ProductRequest

KEPT = timedelta(days=180)
"""How long we know how to reach whoever asked."""


async def close_request(session: AsyncSession, request_id: int, *, actor: Actor) -> ProductRequest:
    """Off the list. Twice is harmless. Raises NoSuchRequest."""
    request = await session.scalar(
        select(ProductRequest).where(ProductRequest.id == request_id).with_for_update()
    )
    if request is None:
        raise NoSuchRequest("Nobody asked for such a product.")
    if request.state == "open":
        request.state, request.closed_at = "closed", now()
        audit(
            session,
            actor,
            "product_request.close",
            "product_request",
            request.id,
            before={"state": "open"},
            after={"state": "closed"},
        )
    return request


async def forget_contacts(session: AsyncSession) -> int:
    """Forget emails and phones of old requests; how many."""
    forgotten = await session.scalars(
        update(ProductRequest)
        .where(
            ProductRequest.created_at < now() - KEPT,
            ProductRequest.email.is_not(None) | ProductRequest.phone.is_not(None),
        )
        .values(email=None, phone=None)
        .returning(ProductRequest.id)
    )
    return len(forgotten.all())
