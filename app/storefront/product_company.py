"""What stands around a product on its page: what others say, ask and bought with it, and the way to wait for it."""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.product_page import ProductPage, ShownProduct
from app.core.pagination import Pagination
from app.core.settings import Settings
from app.reviews.queries import ReviewsPage, shown_questions, shown_reviews
from app.search.companions import find_companions
from app.storefront.cards import card_views
from app.storefront.product_view import Choosing
from app.storefront.review_view import Asked, reviews_view
from app.storefront.stock_alerts import CONSENT

_REVIEWS = 3
_QUESTIONS = 5
_NO_REVIEWS = ReviewsPage([], Pagination(1, _REVIEWS, 0), {})


async def what_is_said(db: AsyncSession, settings: Settings, product: ShownProduct) -> dict[str, Any]:
    """Reviews, questions, and where one is asked."""
    found = await shown_reviews(db, product.id, per_page=_REVIEWS) if product.review_count else _NO_REVIEWS
    return {
        "reviews": reviews_view(settings, product.slug, found, Asked(), is_part=True),
        "questions": await shown_questions(db, product.id, limit=_QUESTIONS),
        "ask_url": f"/p/{product.slug}/questions",
    }


async def what_stands_near(db: AsyncSession, settings: Settings, found: ProductPage) -> dict[str, Any]:
    """Two things that go with it, and a row of what others bought with it or its shelf has."""
    near = await find_companions(db, found.product, found.shelf)
    shelf = found.shelf.name if found.shelf else "our shelves"
    return {
        "pairs": card_views(settings, near.pairs),
        "pairs_title": f"Also in {shelf}" if near.are_near else "Goes well with",
        "related": card_views(settings, near.others),
        "related_title": "Customers also bought"
        if near.are_bought
        else f"More {'in' if found.shelf else 'from'} {shelf}",
    }


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
