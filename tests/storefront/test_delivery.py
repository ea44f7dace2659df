"""Delivery of one product to a city."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from tests.factories.carts import delivery_basics
from tests.factories.catalog import make_product
from tests.support.page import PageClient


@pytest.fixture
async def pen(db: AsyncSession) -> Product:
    """A ball pen at Rs 1,250, which goes to Lahore."""
    product = await make_product(db, price=125_000)
    await delivery_basics(db)
    await db.commit()
    return product


async def test_the_page_answers_for_a_city(client: PageClient, pen: Product) -> None:
    page = await (await client.get(f"/p/{pen.slug}")).follow("Days and price for your city")
    assert page.path == f"/p/{pen.slug}/delivery"
    assert page.one('meta[name="robots"]')["content"] == "noindex"
    with time_machine.travel(datetime(2026, 11, 23, 6, 0, tzinfo=UTC), tick=False):
        page = await page.submit({"city": " lahore "}, action="*/delivery")
    words = " ".join(page.one("#product-delivery").get_text(" ").split())
    assert "Lahore: Tue 24 – Wed 25 Nov Standard, Rs 149; free over Rs 3,000." in words
    assert page.one("#city")["value"] == " lahore "
    assert page.headers["cache-control"] == "private, no-store"
    assert client.cookies == {}


async def test_htmx_gets_the_part_alone(client: PageClient, pen: Product) -> None:
    part = await client.partial("GET", f"/p/{pen.slug}/delivery?city=Lahore", target="div#product-delivery")
    assert part.soup.find(True)["id"] == "product-delivery"  # type: ignore[index]
    assert "Rs" in part.one("#product-delivery p").get_text()


@pytest.mark.parametrize("city", ["Atlantis", "", "<script>", "' OR 1=1 --", "x" * 61])
async def test_a_city_that_is_none_is_told_beside_the_field(
    client: PageClient, pen: Product, city: str
) -> None:
    page = await client.get(f"/p/{pen.slug}/delivery")
    page = await page.submit({"city": city}, action="*/delivery")
    assert page.status == 422
    assert set(page.errors) == {"city"}
    assert page.one("#city")["value"] == city
    part = await client.partial("GET", page.path, target="div#product-delivery")
    assert part.status == 422
    assert part.one("#city-error")


@pytest.mark.parametrize("state", ["draft", "archived"])
async def test_what_is_not_for_sale_is_not_sent(
    client: PageClient, db: AsyncSession, pen: Product, state: str
) -> None:
    hidden = await make_product(db, state=state)
    await db.commit()
    assert (await client.get(f"/p/{hidden.slug}/delivery")).status == 404
    assert (await client.get("/p/no-such-pen/delivery")).status == 404
