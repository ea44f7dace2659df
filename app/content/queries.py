"""Reading what staff wrote. Things with a start and an end are read as they are at a moment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, DateTime, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Announcement, Banner, HomeSection, Page
from app.content.page_paths import page_path

MOST_ANNOUNCEMENTS = 6


async def find_page(session: AsyncSession, slug: str) -> Page | None:
    """The published page of that slug."""
    return await session.scalar(select(Page).where(Page.slug == slug, Page.is_published))


async def published_pages(session: AsyncSession) -> list[tuple[str, datetime]]:
    """Path of every published text page and when it was last written."""
    rows = await session.execute(
        select(Page.slug, Page.updated_at).where(Page.is_published).order_by(Page.slug)
    )
    return [(page_path(slug), at) for slug, at in rows]


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A text page in the footer."""

    title: str
    url: str


async def footer_links(session: AsyncSession) -> Mapping[str, Sequence[FooterLink]]:
    """The published pages that the footer shows, by its columns (`help`, `company`), oldest first."""
    rows = await session.execute(
        select(Page.footer, Page.title, Page.slug)
        .where(Page.is_published, Page.footer != "")
        .order_by(Page.id)
    )
    columns: dict[str, list[FooterLink]] = defaultdict(list)
    for column, title, slug in rows:
        columns[column].append(FooterLink(title, page_path(slug)))
    return dict(columns)


async def banners_at(session: AsyncSession, moment: datetime) -> Sequence[Banner]:
    """The home page's slides."""
    return (await session.scalars(_BANNERS, {"moment": moment})).all()


async def announcements_at(session: AsyncSession, moment: datetime) -> Sequence[Announcement]:
    """The ticker's messages."""
    return (await session.scalars(_ANNOUNCEMENTS, {"moment": moment})).all()


async def home_sections(session: AsyncSession) -> Sequence[HomeSection]:
    """The home page's bands that are switched on, in order."""
    rows = await session.scalars(
        select(HomeSection).where(HomeSection.is_on).order_by(HomeSection.position, HomeSection.id)
    )
    return rows.all()


async def has_home_sections(session: AsyncSession) -> bool:
    """Whether the home page has been arranged at all."""
    return await session.scalar(select(HomeSection.id).limit(1)) is not None


def _is_on(table: type[Banner | Announcement]) -> ColumnElement[bool]:
    moment = bindparam("moment", type_=DateTime(timezone=True))
    return and_(
        or_(table.starts_at.is_(None), table.starts_at <= moment),
        or_(table.ends_at.is_(None), table.ends_at > moment),
    )


_BANNERS = select(Banner).where(_is_on(Banner)).order_by(Banner.position, Banner.id)
_ANNOUNCEMENTS = (
    select(Announcement)
    .where(_is_on(Announcement))
    .order_by(Announcement.position, Announcement.id)
    .limit(MOST_ANNOUNCEMENTS)
)
"""Made once: putting a statement together costs as much as running it."""
