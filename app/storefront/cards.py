"""How a product card is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.clock import now
from app.core.settings import Settings
from app.media.names import Picture, picture
from app.search.cards import ProductCard
from app.search.scope import NEW_FOR
from app.web.page_tags import shows_products


@dataclass(frozen=True, slots=True)
class CardView:
    """What `components/card.html` needs. Paisa."""

    slug: str
    url: str
    name: str
    brand: str | None
    picture: Picture
    tint: str
    price: int
    compare_at: int | None
    percent_off: int | None
    price_from: bool
    rating: float | None
    review_count: int
    colours: Sequence[tuple[str, str]]
    action: str
    variant_id: int | None
    flag: tuple[str, str] | None
    picture_key: str = ""
    id: int = 0


def card_views(settings: Settings, cards: Sequence[ProductCard]) -> list[CardView]:
    """The cards of a list."""
    moment = now()
    shows_products(card.id for card in cards)
    return [_view(settings, card, moment) for card in cards]


def _view(settings: Settings, card: ProductCard, moment: datetime) -> CardView:
    return CardView(
        slug=card.slug,
        url=f"/p/{card.slug}",
        name=card.name,
        brand=card.brand,
        picture=picture(settings, card.image_source, card.image_key),
        tint=card.tint,
        price=card.price_min,
        compare_at=card.compare_at,
        percent_off=card.percent_off or None,
        price_from=card.price_max > card.price_min,
        rating=card.rating / 100 if card.rating is not None else None,
        review_count=card.review_count,
        colours=card.colours,
        action=_action(card),
        variant_id=card.variant_id,
        flag=flag_of(card, moment),
        picture_key=card.image_key,
        id=card.id,
    )


def flag_of(card: ProductCard, moment: datetime) -> tuple[str, str] | None:
    """The one label on the picture: sold out, then the saving, then the last few, then new."""
    if card.is_sold_out:
        return ("sold", "Sold out")
    if card.percent_off:
        return ("deal", f"−{card.percent_off}%")
    if card.is_low:
        return ("low", f"Only {card.available} left")
    if card.published_at is not None and moment - card.published_at < NEW_FOR:
        return ("new", "New")
    return None


def _action(card: ProductCard) -> str:
    if card.is_sold_out:
        return "sold_out"
    return "add" if card.variant_id is not None else "options"
