"""Change the order of a product's pictures. The first is the one on cards."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.events import PicturesChanged
from app.catalog.pictures.hold import hold, pick
from app.core.audit import Actor, audit
from app.core.outbox import record


async def move_picture(
    session: AsyncSession, product_id: int, picture_id: int, *, up: bool, actor: Actor
) -> bool:
    """One place up or down; whether it could move. Raises NotFound."""
    _, images = await hold(session, product_id)
    place = images.index(pick(images, picture_id))
    other = place - 1 if up else place + 1
    if not 0 <= other < len(images):
        return False
    images[place], images[other] = images[other], images[place]
    for position, image in enumerate(images, 1):
        image.position = position
    audit(
        session,
        actor,
        "product.picture_moved",
        "product",
        product_id,
        before={"place": place + 1},
        after={"place": other + 1},
    )
    await record(session, PicturesChanged(product_id))
    return True
