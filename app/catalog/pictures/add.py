"""Give a product pictures that were uploaded."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.events import PicturesChanged
from app.catalog.models import ProductImage
from app.catalog.pictures.hold import hold
from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.core.outbox import record
from app.media.names import image_key

MOST_PICTURES = 40
"""Of one product: more than any page can show with sense."""


async def add_pictures(
    session: AsyncSession, product_id: int, sources: Sequence[str], alt: str, actor: Actor
) -> int:
    """Put them behind those it has; returns how many are new to it. Without `alt` they are called as the product is.

    Raises NotFound, and Rejected when it would have more than `MOST_PICTURES`.
    """
    product, images = await hold(session, product_id)
    known = {image.source for image in images}
    new = [source for source in dict.fromkeys(sources) if source not in known]
    if len(images) + len(new) > MOST_PICTURES:
        raise Rejected(errors={"pictures": f"A product has at most {MOST_PICTURES} pictures."})
    if not new:
        return 0
    last = images[-1].position if images else 0
    session.add_all(
        ProductImage(
            product_id=product_id,
            source=source,
            key=image_key(source),
            alt=alt or product.name,
            position=number,
        )
        for number, source in enumerate(new, last + 1)
    )
    audit(session, actor, "product.pictures_added", "product", product_id, after={"pictures": list(new)})
    await record(session, PicturesChanged(product_id))
    return len(new)
