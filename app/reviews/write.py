"""Review something that was bought."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import Rejected
from app.media.names import image_key
from app.reviews.errors import AlreadyReviewed, NotDeliveredYet
from app.reviews.models import Review, ReviewPhoto
from app.reviews.wording import is_only_links, short_name, without_links

LONGEST_TITLE = 100
LONGEST_TEXT = 4_000
MOST_PHOTOS = 4
HAS_ARRIVED = frozenset({"delivered", "completed"})
"""States of orders whose lines may be reviewed."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """The order line that gives the right to speak. `name` is whole; only a part of it is kept."""

    order_line_id: int
    order_state: str
    product_id: int
    account_id: int | None
    name: str
    city: str


@dataclass(frozen=True, slots=True)
class Words:
    """What the buyer says. `photos` are sources of uploads (`media.upload`)."""

    stars: int
    title: str
    text: str
    photos: Sequence[str] = ()


async def write(session: AsyncSession, purchase: Purchase, words: Words) -> int:
    """Keep the review until staff have read it; its id.

    Raises NotDeliveredYet, AlreadyReviewed (also when two windows send at once), and Rejected for a text that says
    nothing but links.
    """
    if purchase.order_state not in HAS_ARRIVED:
        raise NotDeliveredYet("You can review this once it is delivered.")
    if is_only_links(words.text):
        raise Rejected(errors={"text": "Say what you think of it. Links are not shown."})
    if len(words.photos) > MOST_PHOTOS:
        raise Rejected(errors={"photos": f"Choose at most {MOST_PHOTOS} pictures."})
    made: int | None = await session.scalar(
        insert(Review)
        .values(
            product_id=purchase.product_id,
            account_id=purchase.account_id,
            order_line_id=purchase.order_line_id,
            stars=words.stars,
            title=without_links(words.title)[:LONGEST_TITLE],
            text=without_links(words.text),
            author_name=short_name(purchase.name),
            city=without_links(purchase.city),
        )
        .on_conflict_do_nothing(index_elements=[Review.order_line_id])
        .returning(Review.id)
    )
    if made is None:
        raise AlreadyReviewed("You have reviewed this already. Thank you.")
    session.add_all(
        ReviewPhoto(review_id=made, source=source, key=image_key(source), position=position)
        for position, source in enumerate(dict.fromkeys(words.photos), start=1)
    )
    return made
