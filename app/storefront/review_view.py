"""How reviews and questions are shown (`storefront/products/_reviews.html`, `_questions.html`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from app.core.clock import in_pakistan
from app.core.pagination import PageLinks
from app.core.settings import Settings
from app.media.names import Picture, image_url, picture
from app.media.sizes import LARGEST
from app.reviews.queries import SORTS, ReviewRow, ReviewsPage

_SORT_WORDS = {"new": "Newest first", "helpful": "Most helpful first"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    stars: int | None = None
    sort: str = SORTS[0]
    page: int = 1


@dataclass(frozen=True, slots=True)
class StarsRow:
    """A row of the histogram. `width` of 160 for the bar; `url` filters, or takes the filter off."""

    stars: int
    count: int
    percent: int
    width: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A buyer's picture."""

    picture: Picture
    full_url: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review. `month` is “November 2026”."""

    id: int
    stars: int
    title: str
    paragraphs: Sequence[str]
    author_name: str
    city: str
    month: str
    created_at: datetime
    reply: str
    helpful_count: int
    vote_url: str
    photos: Sequence[PhotoView]


@dataclass(frozen=True, slots=True)
class SortLink:
    """An order to choose."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """The whole section. `average` is None without reviews."""

    url: str
    new_url: str
    average: float | None
    count: int
    stars: int | None
    all_url: str
    rows: Sequence[StarsRow]
    sorts: Sequence[SortLink]
    items: Sequence[ReviewView]
    pages: PageLinks | None
    more_url: str | None


def reviews_url(slug: str, asked: Asked) -> str:
    """The address of that page of reviews, its keys in one order."""
    pairs = {
        "stars": str(asked.stars) if asked.stars else "",
        "sort": asked.sort if asked.sort != SORTS[0] else "",
        "page": str(asked.page) if asked.page > 1 else "",
    }
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"/p/{slug}/reviews" + (f"?{query}" if query else "")


def reviews_view(
    settings: Settings, slug: str, found: ReviewsPage, asked: Asked, *, is_part: bool = False
) -> ReviewsView:
    """The section. `is_part`: on the product's page, which shows the first few and links to the rest."""
    count = sum(found.by_stars.values())
    total_stars = sum(stars * number for stars, number in found.by_stars.items())
    return ReviewsView(
        url=reviews_url(slug, Asked()),
        new_url=f"/p/{slug}/reviews/new",
        average=total_stars / count if count else None,
        count=count,
        stars=asked.stars,
        all_url=reviews_url(slug, Asked(sort=asked.sort)),
        rows=[
            _stars_row(slug, stars, found.by_stars.get(stars, 0), count, asked) for stars in range(5, 0, -1)
        ],
        sorts=[
            SortLink(words, reviews_url(slug, Asked(asked.stars, sort)), sort == asked.sort)
            for sort, words in _SORT_WORDS.items()
        ],
        items=[_review(settings, slug, row) for row in found.rows],
        pages=None
        if is_part
        else found.pagination.links(lambda page: reviews_url(slug, Asked(asked.stars, asked.sort, page))),
        more_url=reviews_url(slug, asked) if is_part and count > len(found.rows) else None,
    )


def _stars_row(slug: str, stars: int, number: int, count: int, asked: Asked) -> StarsRow:
    is_on = asked.stars == stars
    return StarsRow(
        stars=stars,
        count=number,
        percent=round(100 * number / count) if count else 0,
        width=round(160 * number / count) if count else 0,
        url=reviews_url(slug, Asked(None if is_on else stars, asked.sort)),
        current=is_on,
    )


def _review(settings: Settings, slug: str, row: ReviewRow) -> ReviewView:
    return ReviewView(
        id=row.id,
        stars=row.stars,
        title=row.title,
        paragraphs=paragraphs(row.text),
        author_name=row.author_name,
        city=row.city,
        month=f"{in_pakistan(row.created_at):%B %Y}",
        created_at=row.created_at,
        reply=row.reply,
        helpful_count=row.helpful_count,
        vote_url=f"/p/{slug}/reviews/{row.id}/votes",
        photos=[
            PhotoView(picture(settings, source, key), image_url(settings, key, LARGEST, "webp"))
            for source, key in row.photos
        ],
    )


def paragraphs(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
