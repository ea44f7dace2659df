"""Pick products for a collection, take them out, move them up and down."""

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.collection_queries import picked_ids
from app.catalog.events import CollectionChanged
from app.catalog.models import Collection, CollectionProduct, Product
from app.core.audit import Actor, audit
from app.core.errors import NotFound, Rejected
from app.core.outbox import record

MOST_PICKED = 200


async def pick(session: AsyncSession, collection_id: int, product_id: int, *, actor: Actor) -> None:
    """Put a product at the end; picking it twice changes nothing. Raises NotFound, or Rejected when it is full."""
    ids = await _locked(session, collection_id)
    if await session.scalar(select(Product.id).where(Product.id == product_id)) is None:
        raise NotFound
    if product_id in ids:
        return
    if len(ids) >= MOST_PICKED:
        raise Rejected(f"A collection holds at most {MOST_PICKED} picked products. Take one out first.")
    await _arrange(session, collection_id, [*ids, product_id])
    await _tell(session, collection_id, "collection.pick", {"product_id": product_id}, actor)


async def drop(session: AsyncSession, collection_id: int, product_id: int, *, actor: Actor) -> None:
    """Take a product out. Raises NotFound when it is not in it."""
    ids = await _locked(session, collection_id)
    if product_id not in ids:
        raise NotFound
    await _arrange(session, collection_id, [one for one in ids if one != product_id])
    await _tell(session, collection_id, "collection.drop", {"product_id": product_id}, actor)


async def move(
    session: AsyncSession, collection_id: int, product_id: int, step: int, *, actor: Actor
) -> None:
    """One place up (-1) or down (1); the ends stay where they are. Raises NotFound when it is not in it."""
    ids = await _locked(session, collection_id)
    if product_id not in ids:
        raise NotFound
    place = ids.index(product_id)
    there = min(max(place + step, 0), len(ids) - 1)
    if there == place:
        return
    ids.insert(there, ids.pop(place))
    await _arrange(session, collection_id, ids)
    moved = {"product_id": product_id, "place": there + 1}
    await _tell(session, collection_id, "collection.move", moved, actor)


async def _locked(session: AsyncSession, collection_id: int) -> list[int]:
    """The picked ids, with nobody else arranging meanwhile."""
    known = select(Collection.id).where(Collection.id == collection_id).with_for_update()
    if await session.scalar(known) is None:
        raise NotFound
    return list(await picked_ids(session, collection_id))


async def _arrange(session: AsyncSession, collection_id: int, ids: list[int]) -> None:
    gone = CollectionProduct.product_id.not_in(ids)
    await session.execute(
        delete(CollectionProduct).where(CollectionProduct.collection_id == collection_id, gone)
    )
    await session.execute(
        text(
            "INSERT INTO collection_products (collection_id, product_id, position) "
            "SELECT :collection_id, id, place FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY AS given(id, place) "
            "ON CONFLICT (collection_id, product_id) DO UPDATE SET position = excluded.position"
        ),
        {"collection_id": collection_id, "ids": ids},
    )


async def _tell(
    session: AsyncSession, collection_id: int, action: str, after: dict[str, int], actor: Actor
) -> None:
    audit(session, actor, action, "collection", collection_id, after=after)
    await record(session, CollectionChanged(collection_id))
