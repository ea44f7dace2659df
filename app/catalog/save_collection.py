"""Make a collection, or change what it says and what its rule finds."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.events import CollectionChanged
from app.catalog.models import Collection
from app.core.audit import Actor, audit
from app.core.errors import Conflict, Rejected
from app.core.outbox import record

FIELDS = (
    *("name", "slug", "description", "tint", "image_source", "image_key"),
    *("is_published", "published_from", "published_until"),
    *("rule_category_id", "rule_brand_id", "rule_is_deal", "rule_price_min", "rule_price_max"),
)


async def make_collection(session: AsyncSession, values: dict[str, Any], *, actor: Actor) -> Collection:
    """A new one, last in the line. Raises Rejected when its slug is taken."""
    await _refuse_taken(session, values["slug"], None)
    last = await session.scalar(select(func.max(Collection.position)))
    collection = Collection(**values, position=(last or 0) + 1)
    session.add(collection)
    await session.flush()
    audit(session, actor, "collection.create", "collection", collection.id, after=_told(values))
    await record(session, CollectionChanged(collection.id))
    return collection


async def save_collection(
    session: AsyncSession, collection: Collection, values: dict[str, Any], *, version: int, actor: Actor
) -> None:
    """Change it. Raises Conflict when somebody else did meanwhile, Rejected when its slug is taken."""
    await session.refresh(collection, with_for_update=True)
    if collection.version != version:
        raise Conflict("Somebody changed this meanwhile. Load the page anew and make your change again.")
    await _refuse_taken(session, values["slug"], collection.id)
    changed = {name: value for name, value in values.items() if getattr(collection, name) != value}
    if not changed:
        return
    before = {name: getattr(collection, name) for name in changed}
    for name, value in changed.items():
        setattr(collection, name, value)
    collection.version += 1
    audit(
        session,
        actor,
        "collection.change",
        "collection",
        collection.id,
        before=_told(before),
        after=_told(changed),
    )
    await record(session, CollectionChanged(collection.id))


async def remove_collection(session: AsyncSession, collection: Collection, *, actor: Actor) -> None:
    """Take it away for good; the products stay."""
    audit(
        session,
        actor,
        "collection.remove",
        "collection",
        collection.id,
        before={"name": collection.name, "slug": collection.slug},
    )
    await record(session, CollectionChanged(collection.id))
    await session.delete(collection)
    await session.flush()


async def _refuse_taken(session: AsyncSession, slug: str, own: int | None) -> None:
    taken = await session.scalar(select(Collection.id).where(Collection.slug == slug))
    if taken is not None and taken != own:
        sentence = "Another collection has this address. Choose another."
        raise Rejected(sentence, errors={"slug": sentence})


def _told(values: dict[str, Any]) -> dict[str, Any]:
    plain = (str, int, bool, type(None))
    return {name: value if isinstance(value, plain) else str(value) for name, value in values.items()}
