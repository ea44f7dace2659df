"""A missing page: its redirect, or what is called alike; never more work than searching is allowed."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.content.models import Redirect
from app.core.settings import Settings
from app.web.limits import LIMITS
from tests.factories.goods import bringer
from tests.factories.product_file import pen_row
from tests.support.page import PageClient
from tests.support.statements import count_statements


@pytest.fixture
async def pens(engine: AsyncEngine, settings: Settings, tmp_path: Path) -> None:
    """Two pens on their shelf."""
    await bringer(engine, settings, tmp_path)([pen_row(1), pen_row(2)])


@pytest.mark.usefixtures("pens")
async def test_products_called_alike_are_offered(client: PageClient) -> None:
    page = await client.get("/shop/old-pen-1.html")
    assert page.status == 404
    links = [str(link["href"]) for link in page.soup.select(".alike a")]
    assert links
    assert (await client.get(links[0])).status == 200
    assert not (await client.get("/qqqqzzzz")).soup.select(".alike")


@pytest.mark.usefixtures("pens")
async def test_hostile_addresses_get_the_plain_page(client: PageClient) -> None:
    for path in ("/'%20or%201=1--", "/%F0%9F%96%8A", "/<script>", "/" + "pen-" * 300, "/a:*&|!", "/%25%25"):
        assert (await client.get(path, follow=False)).status in {400, 404}, path


@pytest.mark.usefixtures("pens")
async def test_private_addresses_are_not_searched_for(client: PageClient) -> None:
    for path in ("/orders/pen", "/static/pen.css", "/api/pen"):
        with count_statements(client.app.machines.engine) as heard:
            page = await client.get(path)
        assert page.status == 404
        assert not [one for one in heard if "search" in one], path


@pytest.mark.usefixtures("pens")
async def test_trying_address_after_address_costs_no_search(client: PageClient) -> None:
    burst = next(rule.burst for rule in LIMITS["search"] if rule.by == "address")
    found = [bool((await client.get(f"/pen-{n}.php")).soup.select(".alike")) for n in range(2 * burst)]
    assert found[0]
    assert not all(found)


async def test_a_hit_that_cannot_be_counted_keeps_nobody_away(
    client: PageClient, db: AsyncSession, engine: AsyncEngine
) -> None:
    db.add(Redirect(from_path="/old", to_path="/deals"))
    await db.commit()
    async with engine.connect() as other:
        await other.execute(text("SELECT 1 FROM redirects FOR UPDATE"))
        assert (await client.get("/old", follow=False)).location == "/deals"
    assert await db.scalar(text("SELECT hits FROM redirects")) == 0
