"""What browsers may fetch ahead, and that nothing comes of it."""

import json
from fnmatch import fnmatchcase

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.storefront.robots import SHELVES
from tests.factories.catalog import make_product
from tests.support.page import PageClient


async def test_only_shelves_and_products_are_fetched_ahead(client: PageClient) -> None:
    answer = await client.get("/speculation-rules.json")
    assert answer.headers["content-type"] == "application/speculationrules+json"
    rules = json.loads(answer.text)
    assert list(rules) == ["prefetch"], "a page that is rendered ahead would count as seen"
    [rule] = rules["prefetch"]
    matches, leaves_out = rule["where"]["and"]
    assert matches == {"href_matches": list(SHELVES)}
    assert "nofollow" in leaves_out["not"]["selector_matches"]
    assert rule["eagerness"] == "moderate"


@pytest.mark.parametrize(
    "path",
    ["/cart", "/checkout/contact", "/account", "/sign-in", "/sign-out", "/admin", "/orders/B2E-1", "/search"],
)
def test_what_is_somebodys_own_is_not(path: str) -> None:
    assert not any(fnmatchcase(path, shelf) for shelf in SHELVES)


async def test_public_pages_name_the_rules_and_private_ones_do_not(client: PageClient) -> None:
    assert (await client.get("/menu")).headers["speculation-rules"] == '"/speculation-rules.json"'
    assert "speculation-rules" not in (await client.get("/cart")).headers


async def test_a_page_fetched_ahead_changes_nothing(client: PageClient, db: AsyncSession) -> None:
    product = await make_product(db)
    await db.commit()
    tables = (await db.scalars(text("SELECT relname FROM pg_stat_user_tables ORDER BY 1"))).all()
    count = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)
    before = (await db.execute(text(count))).all()
    page = await client.get(f"/p/{product.slug}", headers={"sec-purpose": "prefetch"})
    assert page.status == 200
    assert not client.cookies
    await db.rollback()
    assert (await db.execute(text(count))).all() == before
