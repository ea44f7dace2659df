"""Making pictures before anybody asks."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.catalog.draw_ahead import draw_ahead
from app.catalog.models import ProductImage
from app.core.db import make_sessionmaker
from app.core.settings import Settings
from app.media.gallery import Gallery
from app.media.names import image_key
from app.media.sizes import AHEAD_SIZES, CARD_SIZES
from tests.factories.catalog import make_product

SOURCES = ("drawing:eraser?c2=1f5fae", "drawing:eraser?c2=1f5fae&view=swatch")


@pytest.fixture
async def gallery(settings: Settings) -> AsyncIterator[Gallery]:
    """A gallery with an empty storage."""
    made = Gallery(settings)
    yield made
    await made.close()


@pytest.fixture
async def waiting(db: AsyncSession) -> AsyncSession:
    """One product with two pictures of which nothing has been made."""
    product = await make_product(db)
    await db.execute(delete(ProductImage))  # whatever the factory gave it
    db.add_all(
        ProductImage(product_id=product.id, source=source, key=image_key(source), position=position)
        for position, source in enumerate(SOURCES, start=11)
    )
    await db.commit()
    return db


async def test_cards_come_first(engine: AsyncEngine, gallery: Gallery, waiting: AsyncSession) -> None:
    """First what listings show of every picture, then the rest, until nothing remains."""
    sessions, skip = make_sessionmaker(engine), set[int]()
    first = await draw_ahead(sessions, gallery, 2, skip)
    assert (first.files, first.remaining) == (2 * len(CARD_SIZES), 2)
    assert first.milliseconds > 0
    assert await gallery.storage.exists(f"{image_key(SOURCES[1])}/{CARD_SIZES[0]}")
    second = await draw_ahead(sessions, gallery, 1, skip)
    assert (second.files, second.remaining) == (len(AHEAD_SIZES) - len(CARD_SIZES), 1)
    last = await draw_ahead(sessions, gallery, 1, skip)
    assert last.remaining == 0
    assert (await draw_ahead(sessions, gallery, 4, skip)).files == 0
    assert not (await waiting.scalars(select(ProductImage.id).where(~ProductImage.is_ready))).all()


async def test_one_bad_picture_holds_nobody_up(
    engine: AsyncEngine, gallery: Gallery, waiting: AsyncSession
) -> None:
    """It is left out of this run; the others are made."""
    bad = "drawing:spaceship"
    await waiting.execute(
        update(ProductImage).where(ProductImage.source == SOURCES[0]).values(source=bad, key=image_key(bad))
    )
    await waiting.commit()
    sessions, skip = make_sessionmaker(engine), set[int]()
    assert (await draw_ahead(sessions, gallery, 1, skip)).files == 0
    assert len(skip) == 1
    assert (await draw_ahead(sessions, gallery, 1, skip)).files == len(CARD_SIZES)


async def test_changed_drawing_code_changes_the_address(
    engine: AsyncEngine, gallery: Gallery, waiting: AsyncSession
) -> None:
    """A key from older code is brought up to date, and the picture made anew; photographs keep theirs."""
    photo = "originals/0.webp"
    await waiting.execute(
        update(ProductImage).where(ProductImage.source == SOURCES[0]).values(key="0" * 16, is_ready=True)
    )
    await waiting.execute(
        update(ProductImage)
        .where(ProductImage.source == SOURCES[1])
        .values(source=photo, key="1" * 16, is_ready=True)
    )
    await waiting.commit()
    await draw_ahead(make_sessionmaker(engine), gallery, 1, set())
    rows = await waiting.execute(
        select(ProductImage.source, ProductImage.key).where(ProductImage.position > 10)
    )
    assert {row.source: row.key for row in rows} == {SOURCES[0]: image_key(SOURCES[0]), photo: "1" * 16}
