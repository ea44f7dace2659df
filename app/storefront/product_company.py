"""What stands around a product on its page: what others say, ask and bought with it, and the way to wait for it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.core.pagination import Pagination
from app.core.settings import Settings
from app.orders.queries import bought_with
from app.reviews.queries import ReviewsPage, shown_questions, shown_reviews
from app.search.cards import ProductCard
from app.search.criteria import RELEVANCE, Criteria
from app.search.queries import find_cards
from app.search.scope import Scope
from app.storefront.product_view import Choosing
from app.storefront.review_view import Asked, reviews_view
from app.storefront.stock_alerts import CONSENT

MOST = 5
_FEWEST = 3
"""Fewer than these say nothing about what people buy together."""
_REVIEWS = 3
_QUESTIONS = 5
_NO_REVIEWS = ReviewsPage([], Pagination(1, _REVIEWS, 0), {})


async def what_is_said(db: AsyncSession, settings: Settings, product: Product) -> dict[str, Any]:
    """Reviews, questions, and where one is asked."""
    found = await shown_reviews(db, product.id, per_page=_REVIEWS) if product.review_count else _NO_REVIEWS
    return {
        "reviews": reviews_view(settings, product.slug, found, Asked(), is_part=True),
        "questions": await shown_questions(db, product.id, limit=_QUESTIONS),
        "ask_url": f"/p/{product.slug}/questions",
    }


async def bought_beside(db: AsyncSession, product_id: int) -> Sequence[ProductCard]:
    """What can be had of the things others bought with it, the closest first; nothing when they are too few."""
    ids = tuple(await bought_with(db, product_id))
    if len(ids) < _FEWEST:
        return []
    wanted = Criteria(in_stock=True, sort=RELEVANCE)
    cards = await find_cards(db, Scope(ids=ids), wanted, limit=MOST, leaving_out=product_id)
    return cards if len(cards) >= _FEWEST else []


def alert_for(choosing: Choosing, slug: str) -> dict[str, Any] | None:
    """The form that waits for the chosen variant; None when the choices name none."""
    if choosing.variant is None:
        return None
    query = urlencode(sorted(choosing.choices.items()))
    return {
        "variant_id": choosing.variant.id,
        "back": f"/p/{slug}" + (f"?{query}" if query else ""),
        "consent": CONSENT,
    }
