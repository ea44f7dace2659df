"""Pictures that a file names by their address on another site."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import ImportRun, PictureFetch, Product, ProductImage, Variant
from app.catalog.pictures.fetch import MOST_TRIES, Fetch, fetch_waiting
from app.core.db import SessionMaker
from app.core.errors import Rejected
from app.core.settings import Settings
from app.media.fetch import CannotFetchNow
from app.media.gallery import Gallery
from tests.factories.goods import Bring
from tests.factories.product_file import pen_row

URL = "https://cdn.example.com/pen.jpg"
DEAD = "https://cdn.example.com/gone.jpg"


def photograph(colour: str = "#1b6a3e") -> bytes:
    """A small JPEG."""
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "JPEG")
    return buffer.getvalue()


async def site(url: str) -> bytes:
    """A site with one picture."""
    if url == URL:
        return photograph()
    raise Rejected("There is no picture at this address: the site answered 404.")


@pytest.fixture
async def gallery(settings: Settings) -> AsyncIterator[Gallery]:
    """The shop's own."""
    made = Gallery(settings)
    yield made
    await made.close()


async def due(db: AsyncSession) -> None:
    """Let time pass until everything that waits is tried again."""
    await db.execute(update(PictureFetch).values(next_at=PictureFetch.created_at))
    await db.commit()


async def test_they_come_when_the_worker_has_time(
    bring: Bring, db: AsyncSession, sessions: SessionMaker, gallery: Gallery
) -> None:
    """The import goes on at once; the picture comes later, and is the variant's own. Again, nothing is fetched."""
    row = pen_row(Image_Src=URL, Image_Alt_Text="A pen", Variant_Image=URL)
    outcome = await bring([row])
    assert (outcome.created, outcome.bad_rows, outcome.ignored_cells) == (1, 0, 0)
    assert (await db.scalars(select(ProductImage))).all() == []
    assert await fetch_waiting(sessions, gallery, 4, site) == (1, 0)
    image = (await db.scalars(select(ProductImage))).one()
    assert image.source.startswith("originals/")
    assert image.alt == "A pen"
    assert (await db.scalars(select(Variant.image_id))).one() == image.id
    again = await bring([row])
    assert (again.unchanged, again.changed) == (1, 0)
    assert await fetch_waiting(sessions, gallery, 4, site) == (0, 0)
    assert (await db.scalars(select(ProductImage.id))).all() == [image.id]


async def test_a_dead_address_is_told_by_row_and_the_import_goes_on(
    bring: Bring, db: AsyncSession, sessions: SessionMaker, gallery: Gallery
) -> None:
    """Its product is on sale without it; the other row has its picture."""
    outcome = await bring([pen_row(1, Image_Src=DEAD), pen_row(2, Image_Src=URL)])
    assert outcome.created == 2
    assert await fetch_waiting(sessions, gallery, 4, site) == (1, 1)
    run = (await db.scalars(select(ImportRun))).one()
    (problem,) = run.bad_rows
    assert (problem["row"], problem["column"], problem["value"]) == (2, "Image Src", DEAD)
    assert "404" in problem["reason"]
    assert problem["ignored"]
    assert len((await db.scalars(select(Product).where(Product.state == "published"))).all()) == 2
    assert len((await db.scalars(select(ProductImage))).all()) == 1


@pytest.mark.parametrize("data", [b"<html>no</html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""])
async def test_what_is_no_picture_is_dead(
    bring: Bring, db: AsyncSession, sessions: SessionMaker, gallery: Gallery, data: bytes
) -> None:
    """Looked at in the process that may break."""

    async def page(_: str) -> bytes:
        return data

    await bring([pen_row(Image_Src=URL)])
    assert await fetch_waiting(sessions, gallery, 4, page) == (0, 1)
    assert "no picture" in (await db.scalars(select(PictureFetch.reason))).one()


async def test_a_tired_site_is_asked_again_and_then_no_more(
    bring: Bring, db: AsyncSession, sessions: SessionMaker, gallery: Gallery
) -> None:
    """Not at once, and three times in all; the next import of the file asks anew."""

    async def tired(_: str) -> bytes:
        raise CannotFetchNow("The site did not answer.")

    await bring([pen_row(Image_Src=URL)])
    for _ in range(MOST_TRIES - 1):
        assert await fetch_waiting(sessions, gallery, 4, tired) == (0, 0)
        assert await fetch_waiting(sessions, gallery, 4, site) == (0, 0), "too soon"
        await due(db)
    assert await fetch_waiting(sessions, gallery, 4, tired) == (0, 1)
    await bring([pen_row(Image_Src=URL)])
    assert await fetch_waiting(sessions, gallery, 4, site) == (1, 0)


async def test_nothing_is_fetched_inside_a_transaction(
    bring: Bring, db: AsyncSession, sessions: SessionMaker, gallery: Gallery
) -> None:
    """While the site is asked, nobody waits for a lock: the row can be changed by others."""
    await bring([pen_row(Image_Src=URL)])

    async def watchful(_: str) -> bytes:
        await db.execute(select(PictureFetch).with_for_update(nowait=True))
        await db.rollback()
        return photograph()

    fetch: Fetch = watchful
    assert await fetch_waiting(sessions, gallery, 4, fetch) == (1, 0)


async def test_a_shop_that_does_not_fetch_says_so(bring: Bring, settings: Settings, db: AsyncSession) -> None:
    """By setting; the row goes in without its picture."""
    settings.fetch_pictures = False
    outcome = await bring([pen_row(Image_Src=URL)])
    assert (outcome.created, outcome.ignored_cells) == (1, 1)
    assert "not fetched" in outcome.problems[0].reason
    assert (await db.scalars(select(PictureFetch))).all() == []


async def test_an_address_that_may_not_be_asked_is_told_at_once(bring: Bring) -> None:
    """Before the worker ever sees it."""
    outcome = await bring([pen_row(Image_Src="http://cdn.example.com/pen.jpg")])
    assert (outcome.created, outcome.ignored_cells) == (1, 1)
    assert "https" in outcome.problems[0].reason
