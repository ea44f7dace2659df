"""The chore that makes pictures."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import ProductImage
from app.media.names import image_key
from app.media.sizes import AHEAD_SIZES
from app.media.storages import make_storage
from tests.factories.catalog import make_product
from workers.consumers import Tools
from workers.pictures import draw_pictures

SOURCE = "drawing:eraser?c2=1f5fae"


async def test_makes_what_is_missing_and_says_so(tools: Tools, db: AsyncSession) -> None:
    """All files of the only picture; nothing to say when nothing is left."""
    product = await make_product(db)
    await db.execute(delete(ProductImage))  # whatever the factory gave it
    db.add(ProductImage(product_id=product.id, source=SOURCE, key=image_key(SOURCE), position=1))
    await db.commit()
    assert (await draw_pictures(tools)).startswith(f"{len(AHEAD_SIZES)} files, ")
    storage = make_storage(tools.press.settings)
    assert all([await storage.exists(f"{image_key(SOURCE)}/{name}") for name in AHEAD_SIZES])
    assert not await draw_pictures(tools)
