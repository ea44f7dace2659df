"""Clearing away files that nobody shows."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import String, Text, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import app.tables  # noqa: F401 - every table
from app.catalog.models import ProductImage, RetiredPicture
from app.catalog.pictures.remove import remove_picture
from app.core.audit import SHOP
from app.core.clock import now
from app.core.db import Base, make_sessionmaker
from app.core.settings import Settings
from app.media.names import image_key
from app.media.storages.local import LocalStorage
from app.ops.kept_pictures import GRACE, sweep_pictures
from app.orders.models import OrderLine
from tests.factories.catalog import make_product
from tests.factories.orders import OrderMaker

ORIGINAL = "originals/" + "a" * 32 + ".webp"
NOBODYS = "originals/" + "b" * 32 + ".webp"
OLD = GRACE.days + 1


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    """A folder."""
    return LocalStorage(tmp_path)


async def put(storage: LocalStorage, folder: Path, key: str, *, days: int = OLD) -> None:
    """A file that was made so many days ago."""
    await storage.put(key, b"x")
    moment = time.time() - days * 86_400
    os.utime(folder / key, (moment, moment))


async def test_what_nobody_shows_goes(
    engine: AsyncEngine, db: AsyncSession, storage: LocalStorage, tmp_path: Path
) -> None:
    """Old files of no picture and of no size go; a product's picture, young files and strangers' files stay."""
    product = await make_product(db)
    key = image_key(ORIGINAL)
    db.add(ProductImage(product_id=product.id, source=ORIGINAL, key=key, position=2))
    await db.commit()
    gone = ["f" * 16 + "/320.avif", f"{key}/321.avif", NOBODYS]
    kept = [ORIGINAL, f"{key}/320.avif", "readme/notes.txt"]
    for name in gone + kept:
        await put(storage, tmp_path, name)
    young = "e" * 16 + "/320.avif"
    await put(storage, tmp_path, young, days=OLD - 2)
    swept = await sweep_pictures(make_sessionmaker(engine), storage)
    assert swept.files == len(gone)
    assert {file.key async for file in storage.files()} == {*kept, young}


async def test_an_order_keeps_its_picture(
    engine: AsyncEngine, db: AsyncSession, settings: Settings, storage: LocalStorage, tmp_path: Path
) -> None:
    """The product has lost it long ago; the page of the order still shows it. One of no order is forgotten."""
    order = await OrderMaker(engine, settings).in_state("confirmed")
    line = await db.scalar(select(OrderLine).where(OrderLine.order_id == order.id))
    assert line is not None
    image = await db.scalar(select(ProductImage).where(ProductImage.product_id == line.product_id))
    assert image is not None
    source, key = line.image_source, image_key(line.image_source)
    assert image.source == source
    await remove_picture(db, line.product_id, image.id, SHOP)
    db.add(RetiredPicture(source=NOBODYS, key=image_key(NOBODYS)))
    await db.flush()
    await db.execute(update(RetiredPicture).values(retired_at=now() - 2 * GRACE))
    await db.commit()
    await put(storage, tmp_path, f"{key}/160.avif")
    await put(storage, tmp_path, NOBODYS)
    swept = await sweep_pictures(make_sessionmaker(engine), storage)
    assert (swept.retired, swept.files) == (1, 1)
    assert await storage.exists(f"{key}/160.avif")


def test_every_table_that_keeps_pictures_is_asked() -> None:
    """A new column of sources must be added to the sweep first: what it does not know, it deletes."""
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name in {"source", "image_source", "picture", "image"}
        and isinstance(column.type, String | Text)
    }
    assert columns - {"inbox.source", "search_synonyms.source"} == {
        "collections.image_source",
        "order_lines.image_source",
        "picture_fetches.source",
        "product_images.source",
        "retired_pictures.source",
        "review_photos.source",
    }
