"""A shopper asks us to stock what they did not find."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.search.models import ProductRequest


async def ask_for_product(
    session: AsyncSession, *, wanted: str, query: str = "", email: str = "", phone: str = ""
) -> ProductRequest:
    """Note it for staff. `phone` is E.164; both ways to reach them may be empty."""
    request = ProductRequest(wanted=wanted, query=query, email=email or None, phone=phone or None)
    session.add(request)
    await session.flush()
    return request
