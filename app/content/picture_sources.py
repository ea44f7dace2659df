"""The pictures of banners and of the home page's bands."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Banner, HomeSection


async def picture_sources(session: AsyncSession) -> set[str]:
    """What all of them are made from, shown or not."""
    banners = await session.scalars(select(Banner.pictures))
    bands = await session.scalars(select(HomeSection.settings))
    found = {source for pictures in banners for source in pictures.get("sources", [])}
    for settings in bands:
        for card in settings.get("cards", []):
            found.update(card.get("pictures", []))
    return found
