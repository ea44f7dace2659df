"""Take a picture off a product."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.events import PicturesChanged
from app.catalog.models import RetiredPicture
from app.catalog.pictures.hold import hold, pick
from app.core.audit import Actor, audit
from app.core.outbox import record


async def remove_picture(session: AsyncSession, product_id: int, picture_id: int, actor: Actor) -> None:
    """Pages show it no more; orders of the product do, so it is retired and its files stay. Raises NotFound."""
    _, images = await hold(session, product_id)
    image = pick(images, picture_id)
    await session.execute(
        insert(RetiredPicture).values(source=image.source, key=image.key).on_conflict_do_nothing()
    )
    await session.delete(image)
    audit(
        session,
        actor,
        "product.picture_removed",
        "product",
        product_id,
        before={"picture": image.source, "alt": image.alt},
    )
    await record(session, PicturesChanged(product_id))
