"""Say what a picture shows, and which variants it is the picture of."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.events import PicturesChanged
from app.catalog.models import Variant
from app.catalog.pictures.hold import hold, pick
from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.core.outbox import record


async def describe_picture(
    session: AsyncSession,
    product_id: int,
    picture_id: int,
    *,
    alt: str,
    variant_ids: Collection[int],
    actor: Actor,
) -> None:
    """A variant has one picture: giving it this one takes it from the other. Variants left out lose this picture.

    Raises NotFound, and Rejected for a variant of another product.
    """
    _, images = await hold(session, product_id)
    image = pick(images, picture_id)
    variants = list(await session.scalars(select(Variant).where(Variant.product_id == product_id)))
    if set(variant_ids) - {variant.id for variant in variants}:
        raise Rejected(errors={"variant": "That variant belongs to another product."})
    own = sorted(variant.sku for variant in variants if variant.image_id == picture_id)
    before = {"alt": image.alt, "variants": own}
    image.alt = alt
    for variant in variants:
        if variant.id in variant_ids:
            variant.image_id = picture_id
        elif variant.image_id == picture_id:
            variant.image_id = None
    now_own = sorted(variant.sku for variant in variants if variant.image_id == picture_id)
    after = {"alt": alt, "variants": now_own}
    if before == after:
        return
    changed = [name for name in before if before[name] != after[name]]
    audit(
        session,
        actor,
        "product.picture_described",
        "product",
        product_id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    await record(session, PicturesChanged(product_id))
