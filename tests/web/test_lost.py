"""An address that leads nowhere still leads somewhere."""

from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.settings import Settings
from app.web.lost import nearest_shelves, words_of_path
from tests.factories.goods import bringer
from tests.factories.product_file import pen_row
from tests.support.page import PageClient


def test_words_of_hostile_addresses_are_words() -> None:
    assert words_of_path("/p/blue-fountain_pens.html") == ["blue", "fountain", "pens"]
    assert words_of_path("/<script>alert(1)</script>") == ["script", "alert", "1"]
    assert words_of_path("/" + "a" * 5_000) == ["a" * 79]
    assert nearest_shelves([], ["pens"]) == []


async def test_a_lost_visitor_finds_shelves_and_a_filled_search(
    client: PageClient, engine: AsyncEngine, settings: Settings, tmp_path: Path
) -> None:
    await bringer(engine, settings, tmp_path)([pen_row(1)])
    page = await client.get("/shop/old-ballpoint-pen.php")
    assert page.status == 404
    assert page.one("#q")["value"] == "shop old ballpoint pen"
    assert [str(a["href"]) for a in page.soup.select("main nav a")][:2] == [
        "/c/pens/ballpoint-pens",
        "/c/pens",
    ]
    assert not (await client.get("/zzz")).soup.select("main nav")
