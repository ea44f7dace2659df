"""Telling others about a product, and its main picture: asked for first, seen in full size."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from tests.factories.catalog import make_product
from tests.support.page import PageClient


@pytest.fixture
async def product(db: AsyncSession) -> Product:
    """With signs in its name that an address must not take at their word."""
    made = await make_product(db, name="Pens & “ink” #1 +20% off?")
    await db.commit()
    return made


async def test_links_for_sharing_carry_the_name_and_the_true_address(
    client: PageClient, product: Product
) -> None:
    """Whatever was picked on the page, without anything that follows the visitor, and without a script."""
    page = await client.get(f"/p/{product.slug}?utm_source=letter")
    address = f"{client.settings.base_url}/p/{product.slug}"
    links = {link.get_text(): urlsplit(str(link["href"])) for link in page.soup.select(".share a")}
    asked = {name: parse_qs(parts.query) for name, parts in links.items()}
    assert list(links) == ["WhatsApp", "Facebook", "X", "Email"]
    assert asked["WhatsApp"] == {"text": [f"{product.name} {address}"]}
    assert asked["Facebook"] == {"u": [address]}
    assert asked["X"] == {"text": [product.name], "url": [address]}
    assert asked["Email"] == {"subject": [product.name], "body": [f"{product.name} {address}"]}
    assert page.one("#share-address")["value"] == address


async def test_the_main_picture_is_asked_for_first(client: PageClient, product: Product) -> None:
    """The head's preload and the page name the very same files, or the picture would come twice."""
    page = await client.get(f"/p/{product.slug}")
    preload = page.one("head link[rel=preload][as=image]")
    source = page.one(".gal .main source[type='image/avif']")
    assert preload["imagesrcset"] == source["srcset"]
    assert preload["imagesizes"] == source["sizes"]
    main = page.one(".gal .main img")
    assert main["fetchpriority"] == "high"
    assert not main.has_attr("loading")
    others = page.soup.select("main img[fetchpriority]")
    assert others == [main]
    assert all(image.has_attr("width") and image.has_attr("height") for image in page.soup.select("img"))


async def test_the_whole_picture_leads_to_its_full_size(client: PageClient, product: Product) -> None:
    """A link, so that it works without a script and the browser's own zoom does the rest."""
    page = await client.get(f"/p/{product.slug}")
    link = page.one(".gal .main a.zoom")
    assert str(link["href"]).endswith("/1200.webp")
    assert "full size" in link.get_text()
