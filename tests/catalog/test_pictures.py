"""What staff do to the pictures of a product."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, ProductImage, RetiredPicture
from app.catalog.picture_queries import source_by_key
from app.catalog.pictures.add import MOST_PICTURES, add_pictures
from app.catalog.pictures.describe import describe_picture
from app.catalog.pictures.move import move_picture
from app.catalog.pictures.remove import remove_picture
from app.core.audit import SHOP, AuditEntry
from app.core.errors import NotFound, Rejected
from app.core.outbox import OutboxEvent
from app.media.names import image_key
from tests.factories.catalog import make_product, variants_of

ONE, TWO = ("originals/" + digit * 32 + ".webp" for digit in "12")


@pytest.fixture
async def product(db: AsyncSession) -> Product:
    """With a drawing and two variants."""
    return await make_product(db, variants=2)


async def pictures(db: AsyncSession, product: Product) -> list[ProductImage]:
    """In the order that pages show them."""
    found = await db.scalars(
        select(ProductImage).where(ProductImage.product_id == product.id).order_by(ProductImage.position)
    )
    return list(found)


async def acts(db: AsyncSession) -> list[str]:
    """What the audit log says was done."""
    return list(await db.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


async def test_added_pictures_stand_behind_the_others(db: AsyncSession, product: Product) -> None:
    """The same again is no second one; the act is audited and told once."""
    assert await add_pictures(db, product.id, [ONE, TWO], "", SHOP) == 2
    assert await add_pictures(db, product.id, [TWO], "Another word", SHOP) == 0
    found = await pictures(db, product)
    assert [image.source for image in found[1:]] == [ONE, TWO]
    assert [image.alt for image in found[1:]] == [product.name] * 2
    assert found[1].key == image_key(ONE)
    assert await acts(db) == ["product.pictures_added"]
    told = await db.scalars(select(OutboxEvent.type).where(OutboxEvent.type == "PicturesChanged"))
    assert len(told.all()) == 1


async def test_there_is_a_most(db: AsyncSession, product: Product) -> None:
    """Refused as a whole, with words for the field."""
    many = [f"originals/{number:032x}.webp" for number in range(MOST_PICTURES)]
    with pytest.raises(Rejected) as refused:
        await add_pictures(db, product.id, many, "", SHOP)
    assert "40 pictures" in refused.value.errors["pictures"]
    assert len(await pictures(db, product)) == 1


async def test_pictures_change_places(db: AsyncSession, product: Product) -> None:
    """The first cannot go up; moving down and up again is as it was."""
    await add_pictures(db, product.id, [ONE, TWO], "", SHOP)
    first, second, third = await pictures(db, product)
    assert not await move_picture(db, product.id, first.id, up=True, actor=SHOP)
    assert not await move_picture(db, product.id, third.id, up=False, actor=SHOP)
    assert await move_picture(db, product.id, third.id, up=True, actor=SHOP)
    assert [image.id for image in await pictures(db, product)] == [first.id, third.id, second.id]
    assert await move_picture(db, product.id, third.id, up=False, actor=SHOP)
    assert [image.id for image in await pictures(db, product)] == [first.id, second.id, third.id]


async def test_a_picture_is_given_to_variants(db: AsyncSession, product: Product) -> None:
    """And taken from those left out; nothing changed is nothing audited."""
    await add_pictures(db, product.id, [ONE], "", SHOP)
    picture = (await pictures(db, product))[1]
    left, right = await variants_of(db, product)
    for _ in range(2):
        await describe_picture(
            db, product.id, picture.id, alt="Open", variant_ids=[left.id, right.id], actor=SHOP
        )
    await describe_picture(db, product.id, picture.id, alt="Open", variant_ids=[right.id], actor=SHOP)
    assert (left.image_id, right.image_id) == (None, picture.id)
    assert (await acts(db)).count("product.picture_described") == 2


async def test_a_removed_picture_is_found_for_old_orders(db: AsyncSession, product: Product) -> None:
    """Its address still leads to what it is made from."""
    await add_pictures(db, product.id, [ONE], "", SHOP)
    picture = (await pictures(db, product))[1]
    await remove_picture(db, product.id, picture.id, SHOP)
    await db.flush()
    assert [image.source for image in await pictures(db, product)] != [ONE]
    assert await db.scalar(select(RetiredPicture.source)) == ONE
    assert await source_by_key(db, image_key(ONE)) == ONE


async def test_no_hand_on_another_product(db: AsyncSession, product: Product) -> None:
    """Neither its pictures nor its variants."""
    other = await make_product(db)
    own, foreign = (await pictures(db, product))[0], (await pictures(db, other))[0]
    foreign_variant = (await variants_of(db, other))[0]
    with pytest.raises(NotFound):
        await move_picture(db, product.id, foreign.id, up=True, actor=SHOP)
    with pytest.raises(NotFound):
        await remove_picture(db, product.id, foreign.id, SHOP)
    with pytest.raises(NotFound):
        await add_pictures(db, 2**62, [ONE], "", SHOP)
    with pytest.raises(Rejected):
        await describe_picture(db, product.id, own.id, alt="", variant_ids=[foreign_variant.id], actor=SHOP)
