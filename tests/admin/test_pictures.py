"""/admin/products and the pictures of a product."""

import io

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, ProductImage, RetiredPicture
from app.core.audit import AuditEntry
from app.core.settings import Settings
from app.media.maker import Maker
from app.media.storages import make_storage
from tests.admin.conftest import Desk
from tests.factories.catalog import make_product, variants_of
from tests.media.test_resize import png_of
from tests.support.page import Page, PageClient
from tests.support.statements import statements_of


@pytest.fixture
async def product(db: AsyncSession) -> Product:
    """With one drawing and two variants."""
    made = await make_product(db, variants=2, name="Khattat pen")
    await db.commit()
    return made


async def upload(page: Page, *data: bytes) -> Page:
    """Send these files with the page's upload form."""
    files = [("pictures", (f"{number}.jpg", one, "image/jpeg")) for number, one in enumerate(data)]
    return await page.submit(action="*/pictures", files=files)


async def sources(db: AsyncSession, product: Product) -> list[str]:
    """What the product's pictures are made from, in order."""
    found = await db.scalars(
        select(ProductImage.source)
        .where(ProductImage.product_id == product.id)
        .order_by(ProductImage.position)
    )
    return list(found)


async def test_several_pictures_are_uploaded_at_once(
    owner: PageClient, db: AsyncSession, product: Product
) -> None:
    """From the list to the pictures of a product; the same picture twice is one; customers see it at once."""
    listed = await owner.get("/admin/products?search=khattat")
    page = await listed.follow("Khattat pen")
    page = await upload(page, photograph("#b3261e"), photograph("#1b6a3e"), photograph("#1b6a3e"))
    assert "Added 2 pictures." in page.text
    kept = await sources(db, product)
    assert len(kept) == 3
    assert all(source.startswith("originals/") for source in kept[1:])
    again = await upload(page, photograph("#1b6a3e"))
    assert "has this picture already" in again.text
    audited = await db.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "product"))
    assert audited.all() == ["product.pictures_added"]
    shop = await owner.get(f"/p/{product.slug}")
    assert len(shop.soup.select(".thumbs li")) == 3
    key = await db.scalar(select(ProductImage.key).where(ProductImage.source == kept[1]))
    assert (await owner.get(f"/media/{key}/160.avif")).headers["content-type"] == "image/avif"


def photograph(colour: str = "#123456") -> bytes:
    """A small JPEG."""
    buffer = io.BytesIO()
    Image.new("RGB", (120, 80), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def animation() -> bytes:
    """A picture that moves."""
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("#b3261e", "#1b6a3e")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


HOSTILE = {
    "svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "no picture that we can read",
    ),
    "page": (b"<html><script>alert(1)</script>", "no picture that we can read"),
    "cut": (photograph()[:200], "no picture that we can read"),
    "bomb": (png_of(10_000, 10_000), "too many pixels"),
    "moving": (animation(), "Moving pictures"),
    "large": (b"\xff\xd8\xff" + b"\0" * 8 * 1024 * 1024, "larger than 8 MB"),
    "nothing": (b"", "Choose a picture."),
}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_what_is_no_good_picture_is_refused_beside_the_field(
    owner: PageClient, db: AsyncSession, settings: Settings, product: Product, kind: str
) -> None:
    """In words, with nothing kept; the alternative text that was typed is still there."""
    data, words = HOSTILE[kind]
    page = await owner.get(f"/admin/products/{product.id}/pictures")
    files = [("pictures", ("a.jpg" if data else "", data, "image/jpeg"))]
    page = await page.submit({"alt": "On paper"}, action="*/pictures", files=files)
    assert page.status == 422
    assert words in page.errors["pictures"]
    assert page.one("#alt")["value"] == "On paper"
    assert len(await sources(db, product)) == 1
    assert [file async for file in make_storage(settings).files()] == []


async def test_a_picture_that_is_a_script_too_is_stored_as_a_picture_alone() -> None:
    """A polyglot loses what follows the pixels, and where it was taken; a turned one stands upright."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (31.0, 32.0, 59.0)  # latitude
    buffer = io.BytesIO()
    Image.new("RGB", (300, 100), "#b3261e").save(buffer, "JPEG", exif=exif)
    maker = Maker()
    try:
        kept = await maker.accept(buffer.getvalue() + b"<script>alert(1)</script><?php system('id');")
    finally:
        await maker.close()
    assert b"script" not in kept
    assert b"php" not in kept
    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.size == (100, 300)
        assert not opened.getexif()
        assert "exif" not in opened.info


async def test_pictures_are_ordered_described_and_removed(
    owner: PageClient, db: AsyncSession, product: Product
) -> None:
    """By plain forms; the variant has its own picture on its page, and a removed one is retired."""
    page = await owner.get(f"/admin/products/{product.id}/pictures")
    page = await upload(page, photograph("#b3261e"))
    drawing, photo = await sources(db, product)
    first, second = (str(li["id"]).removeprefix("picture-") for li in page.soup.select(".desk-pictures > li"))
    page = await page.submit(action=f"*/{second}/place", button="up")
    assert await sources(db, product) == [photo, drawing]
    variant = (await variants_of(db, product))[1]
    page = await page.submit(
        {"alt": "In its box", "variant": [str(variant.id)]}, action=f"*/pictures/{second}"
    )
    assert page.one(f"#alt-{second}")["value"] == "In its box"
    assert page.one(f"#variant-{second}-{variant.id}").has_attr("checked")
    await db.refresh(variant)
    assert variant.image_id == int(second)
    page = await page.submit(action=f"*/{first}/removal")
    assert await sources(db, product) == [photo]
    assert await db.scalar(select(RetiredPicture.source)) == drawing
    page = await page.submit(action=f"*/{second}/removal")
    assert "This product has no picture." in page.main


async def test_a_picture_needs_words(owner: PageClient, product: Product) -> None:
    """Emptying them is refused beside the field of that picture."""
    page = await owner.get(f"/admin/products/{product.id}/pictures")
    own = str(page.one(".desk-pictures > li")["id"]).removeprefix("picture-")
    page = await page.submit({"alt": " "}, action=f"*/pictures/{own}")
    assert (page.status, page.errors) == (422, {"alt": "Say in a few words what the picture shows."})


async def test_the_list_finds_and_pages(owner: PageClient, db: AsyncSession, product: Product) -> None:
    """By name, by SKU, without pictures; a fixed number of statements; odd signs find nothing and break nothing."""
    for number in range(60):
        await make_product(db, name=f"Copybook {number:02}", state="draft")
    bare = await make_product(db, name="Bare thing")
    picture = await db.scalar(select(ProductImage).where(ProductImage.product_id == bare.id))
    await db.delete(picture)
    await db.commit()
    sku = (await variants_of(db, product))[0].sku

    async def names(query: str) -> list[str]:
        page = await owner.get(f"/admin/products?{query}")
        return [link.get_text() for link in page.soup.select("table.products tbody th a")]

    assert await names(f"search={sku.lower()}") == ["Khattat pen"]
    assert await names("bare=1") == ["Bare thing"]
    assert await names("search=100%25") == []
    assert len(await names("search=copybook")) == 50
    assert len(await names("search=copybook&page=2")) == 10
    assert (await owner.get("/admin/products?search=copybook&page=3")).status == 404
    few = await statements_of(owner, "/admin/products?search=khattat")
    assert few == await statements_of(owner, "/admin/products")


async def test_only_those_who_tend_the_catalogue(desk: Desk, product: Product) -> None:
    """Support may not even look."""
    browser = await desk("support")
    assert (await browser.get(f"/admin/products/{product.id}/pictures")).status == 403
    owner = await desk("owner")
    assert (await owner.get("/admin/products/999999/pictures")).status == 404
