"""The demo's pages, slides, announcements and home sections."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.cli.filling.seed_files import seed_tables, seed_text
from app.content.models import Announcement, Banner, HomeSection, Page
from app.core.html import clean_html
from app.media.drawings.grammar import parse


async def lay_words(session: AsyncSession) -> None:
    """Write what is missing: pages one by one; slides, announcements and sections only where there are none at all."""
    for page in seed_tables("content/pages.toml", "page"):
        row = insert(Page).values(
            slug=page["slug"],
            title=page["title"],
            seo_description=page["description"],
            footer=page["footer"],
            body=clean_html(seed_text(f"content/pages/{page['slug']}.html")),
            is_published=True,
        )
        await session.execute(row.on_conflict_do_nothing(index_elements=["slug"]))
    if await session.scalar(select(Banner.id).limit(1)) is None:
        banners = seed_tables("content/banners.toml", "banner")
        session.add_all(Banner(position=position, **_banner(row)) for position, row in enumerate(banners))
    if await session.scalar(select(Announcement.id).limit(1)) is None:
        announcements = seed_tables("content/announcements.toml", "announcement")
        session.add_all(Announcement(position=position, **row) for position, row in enumerate(announcements))
    if await session.scalar(select(HomeSection.id).limit(1)) is None:
        sections = seed_tables("content/sections.toml", "section")
        session.add_all(HomeSection(position=position, **row) for position, row in enumerate(sections))
    await session.flush()


def _banner(row: dict[str, Any]) -> dict[str, Any]:
    sources = row.pop("pictures")
    for source in sources:
        parse(source)  # a slide without its picture is found here, not by a shopper
    return {**row, "pictures": {"sources": sources}}
