"""`/media/<key>/<size>`"""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import ProductImage
from app.content.models import Banner
from app.media import gallery as gallery_module
from app.media.names import image_key
from tests.factories.catalog import make_product
from tests.support.page import PageClient

SOURCE = "drawing:eraser?c2=1f5fae&view=main"
KEY = image_key(SOURCE)


@pytest.fixture
async def shown(db: AsyncSession) -> str:
    """A product with one picture; returns the picture's key."""
    product = await make_product(db)
    db.add(ProductImage(product_id=product.id, source=SOURCE, key=KEY, position=9))
    await db.commit()
    return KEY


async def test_a_picture_is_made_when_asked_for(client: PageClient, shown: str) -> None:
    """The right type, cacheable for a year, harmless, without a cookie; HEAD says the same without the bytes."""
    answer = await client.get(f"/media/{shown}/160.webp")
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in answer.headers
    assert answer.response.content[8:12] == b"WEBP"
    head = await client.head(f"/media/{shown}/160.webp")
    assert head.headers["content-length"] == str(len(answer.response.content))
    assert not head.response.content


async def test_pictures_of_banners_exist_too(client: PageClient, db: AsyncSession) -> None:
    """They have no row of their own."""
    source = "drawing:sharpener?c=c8322b&view=main"
    db.add(
        Banner(
            tab="A", headline="B", text="C", button="D", url="/", pictures={"sources": [source]}, position=1
        )
    )
    await db.commit()
    assert (await client.get(f"/media/{image_key(source)}/160.webp")).headers["content-type"] == "image/webp"


@pytest.mark.parametrize(
    "address",
    [
        "/media/ffffffffffffffff/160.webp",
        f"/media/{KEY}/161.webp",
        f"/media/{KEY}/160.jpg",
        f"/media/{KEY}/share.avif",
        f"/media/{KEY}/160.webp.php",
        f"/media/{KEY.upper()}x/160.webp",
        f"/media/{KEY}/..%2f..%2fetc%2fpasswd",
        "/media/..%2f..%2f/160.webp",
        "/media/%2e%2e/160.webp",
        "/media/drawing:pen/160.webp",
        f"/media/{KEY}%00/160.webp",
    ],
)
async def test_nothing_else_exists(client: PageClient, shown: str, address: str) -> None:
    """Neither other sizes nor other keys nor ways out; no drawing can be ordered by address."""
    assert (await client.get(address)).status in {400, 404}


async def test_a_busy_shop_shows_paper(
    client: PageClient, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never an error in place of a picture, and nothing that a cache would keep."""
    monkeypatch.setattr(gallery_module, "MOST_WAITING", 0)
    answer = await client.get(f"/media/{shown}/160.webp")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["cache-control"] == "private, no-store"


async def test_a_picture_that_cannot_be_drawn_shows_paper(client: PageClient, db: AsyncSession) -> None:
    """An old row with a kind that no longer exists."""
    product = await make_product(db)
    source = "drawing:spaceship?view=main"
    db.add(ProductImage(product_id=product.id, source=source, key=image_key(source), position=9))
    await db.commit()
    answer = await client.get(f"/media/{image_key(source)}/320.avif")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
