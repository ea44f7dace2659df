"""Teaching search by hand: synonyms, pins, boosts."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import AuditEntry
from app.core.clock import in_pakistan, now
from app.search.add_synonyms import read_synonyms
from app.search.models import SearchBoost, SearchPin, SearchSynonym
from tests.factories.catalog import make_product
from tests.support.page import PageClient
from tests.support.statements import statements_of


async def stored(db: AsyncSession, word: str) -> list[tuple[str, bool]]:
    db.expire_all()
    rows = await db.scalars(select(SearchSynonym).where(SearchSynonym.word == word))
    return [(row.means, row.is_one_way) for row in rows]


async def acts(db: AsyncSession) -> list[str]:
    return list(await db.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


async def test_a_synonym_from_first_to_last(owner: PageClient, db: AsyncSession) -> None:
    page = await owner.get("/admin/synonyms?word=Zebra%20Thing")
    page = await page.submit({"means": " "}, action="*#new")
    assert (page.status, page.errors) == (422, {"means": "Write the word that our products use."})
    assert page.one("#word")["value"] == "Zebra Thing"
    page = await page.submit({"means": "Stapler", "is_one_way": "1"}, action="*#new")
    assert await stored(db, "zebra thing") == [("stapler", True)]
    page = await owner.get("/admin/synonyms?search=ZEBRA")
    page = await page.follow("zebra thing")
    page = await page.submit({"means": "zebra  THING"})
    assert page.errors == {"means": "Both are the same word for search already."}
    page = await page.submit({"word": "زیبرا", "means": "stapler", "is_one_way": []})
    assert page.flashes == ["Saved. The next search knows it."]
    assert await stored(db, "زیبرا") == [("stapler", False)]
    page = await owner.get("/admin/synonyms?search=زیبرا")
    await page.submit(action="*/removal")
    assert await stored(db, "زیبرا") == []
    assert (await acts(db))[-3:] == ["synonym.add", "synonym.change", "synonym.remove"]


async def test_what_is_known_is_not_added_again(owner: PageClient, db: AsyncSession) -> None:
    page = await owner.get("/admin/synonyms")
    page = await page.submit({"word": "zebra", "means": "stapler"}, action="*#new")
    page = await page.submit({"word": "Stapler", "means": "Zebra"}, action="*#new")
    assert page.errors == {"word": "“stapler” means “zebra” already."}


async def test_pasted_lines_are_taken_all_or_none(owner: PageClient, db: AsyncSession) -> None:
    before = await db.scalar(select(func.count(SearchSynonym.id)))
    page = await owner.get("/admin/synonyms/paste")
    page = await page.submit({"lines": "word,means\nzebra,stapler\n!!,pen\nlonely\nx,y,sideways\n\n"})
    assert page.status == 422
    told = [item.get_text() for item in page.soup.select(".errors li")]
    assert [line.partition(":")[0] for line in told] == ["Line 3", "Line 4", "Line 5"]
    assert "zebra,stapler" in page.one("#lines").get_text()
    assert await db.scalar(select(func.count(SearchSynonym.id))) == before
    page = await page.submit(
        {"lines": "word,means\nzebra,stapler\nزیبرا , stapler, one way\nzebra,Stapler\n"}
    )
    assert page.flashes == ["2 added, 1 known already."]
    assert await stored(db, "زیبرا") == [("stapler", True)]
    page = await owner.get("/admin/synonyms/paste")
    assert (await page.submit({"lines": "zebra,stapler"})).flashes == ["0 added, 1 known already."]


def test_lines_are_read_one_by_one() -> None:
    pasted = read_synonyms('a pen,"b, pen"\n"broken,pen\n;;\npen;qalam;both\n' + "x,y\n" * 1_200)
    assert [(line.word, line.means) for line in pasted.lines[:2]] == [("a pen", "b pen"), ("pen", "qalam")]
    assert [number for number, _ in pasted.errors][:2] == [2, 1001]
    assert "At most 1000 lines" in pasted.errors[-1][1]


@pytest.fixture
async def pens(db: AsyncSession) -> list[int]:
    """Three pens."""
    made = [await make_product(db, name=f"Zebra pen {letter}") for letter in "ABC"]
    await db.commit()
    return [one.id for one in made]


async def _pins(db: AsyncSession) -> list[int]:
    db.expire_all()
    return list(
        await db.scalars(
            select(SearchPin.product_id).where(SearchPin.query == "gel pens").order_by(SearchPin.position)
        )
    )


async def test_products_are_pinned_in_order_and_for_a_time(
    owner: PageClient, db: AsyncSession, pens: list[int]
) -> None:
    page = await owner.get("/admin/search-pins?query=Gel+PENS&find=zebra+pen")
    assert len(page.soup.select("form input[name=target_id]")) == 3
    token = str(page.one(".topbar input[name='_csrf']")["value"])
    today = in_pakistan(now()).date()
    for product_id in pens:
        form = {"_csrf": token, "query": "Gel PENS", "find": "zebra", "kind": "product", "how": "pin"}
        page = await owner.post("/admin/search-pins", form | {"target_id": str(product_id)})
        assert page.flashes == ["Saved. The next search shows it."]
    assert await _pins(db) == pens
    ids = {pin.product_id: pin.id for pin in await db.scalars(select(SearchPin))}
    await owner.post(f"/admin/search-pins/{ids[pens[2]]}/position", {"_csrf": token, "step": "up"})
    assert await _pins(db) == [pens[0], pens[2], pens[1]]
    await owner.post(f"/admin/search-pins/{ids[pens[0]]}/position", {"_csrf": token, "step": "up"})
    await owner.post(f"/admin/search-pins/{ids[pens[0]]}/removal", {"_csrf": token})
    assert await _pins(db) == [pens[2], pens[1]]
    late = {"from": (today + timedelta(days=2)).isoformat(), "until": (today + timedelta(days=1)).isoformat()}
    page = await owner.post("/admin/search-pins", form | {"target_id": str(pens[1])} | late)
    assert page.errors == {"": "The last day comes before the first."}
    late["until"] = late["from"]
    page = await owner.post("/admin/search-pins", form | {"target_id": str(pens[1])} | late)
    assert "Off now" in page.main
    page = await owner.get("/admin/search-pins")
    assert "gel pens" in page.main


async def test_boosts_for_one_search_and_for_every_one(
    owner: PageClient, db: AsyncSession, pens: list[int]
) -> None:
    page = await owner.get("/admin/search-pins?query=%2A&find=zebra")
    assert "Every search" in page.one("h1").get_text()
    token = str(page.one(".topbar input[name='_csrf']")["value"])
    form = {"_csrf": token, "find": "", "kind": "product", "target_id": str(pens[0])}
    page = await owner.post("/admin/search-pins", form | {"query": "*", "how": "1.5"})
    assert "Higher" in page.main
    await owner.post("/admin/search-pins", form | {"query": "*", "how": "0.3"})
    page = await owner.post("/admin/search-pins", form | {"query": "*", "how": "pin"})
    assert page.status == 422
    boosts = list(await db.scalars(select(SearchBoost)))
    assert [(one.query, one.product_id, round(one.factor, 1)) for one in boosts] == [("", pens[0], 0.3)]
    page = await owner.get("/admin/search-pins?query=%2A")
    await page.submit(action="*/removal")
    assert await db.scalar(select(func.count(SearchBoost.id))) == 0


async def test_odd_requests(owner: PageClient, db: AsyncSession, pens: list[int]) -> None:
    for path in (
        *("/admin/synonyms?page=0", "/admin/synonyms/99999999/edit", "/admin/search-pins?query=%3F%3F"),
        "/admin/search-pins?page=7",
    ):
        assert (await owner.get(path)).status == 404, path
    token = str((await owner.get("/admin")).one(".topbar input[name='_csrf']")["value"])
    for path in ("synonyms/99999999/removal", "search-pins/9/removal", "search-pins/boosts/9/removal"):
        assert (await owner.post(f"/admin/{path}", {"_csrf": token})).status == 404, path
    odd = {"_csrf": token, "query": "pen", "kind": "table", "target_id": "1", "how": "pin"}
    for changed in (
        {},
        {"kind": "product", "target_id": "999"},
        {"kind": "brand"},
        {"kind": "product", "how": "2"},
    ):
        assert (await owner.post("/admin/search-pins", odd | changed)).status == 422, changed
    for text in ("%", "_", "'; DROP TABLE products; --", "\\"):
        page = await owner.get("/admin/search-pins", params={"query": "pen", "find": text})
        assert not page.soup.select("form input[name=target_id]")


async def test_statements_do_not_grow_with_the_list(owner: PageClient, db: AsyncSession) -> None:
    few = await statements_of(owner, "/admin/synonyms")
    db.add_all(SearchSynonym(word=f"zz {n}", means="pen", sound=f"zz {n}") for n in range(100))
    await db.commit()
    assert await statements_of(owner, "/admin/synonyms") == few
