"""Staff lead old addresses to new ones; shoppers arrive."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Redirect
from app.core.audit import AuditEntry
from tests.factories.catalog import make_product
from tests.support.page import Page, PageClient
from tests.support.statements import count_statements


async def add(owner: PageClient, source: str, target: str) -> Page:
    return await (await owner.get("/admin/redirects/new")).submit(
        {"source": source, "target": target}, action="/admin/redirects"
    )


async def paste(owner: PageClient, lines: str) -> Page:
    form = await owner.get("/admin/redirects/new")
    return await form.submit({"lines": lines}, action="/admin/redirects/import")


async def leads(db: AsyncSession) -> dict[str, str]:
    await db.rollback()
    rows = await db.scalars(select(Redirect).execution_options(populate_existing=True))
    return {row.from_path: row.to_path for row in rows}


async def test_an_old_address_leads_to_the_new_one_with_its_query(
    owner: PageClient, client: PageClient, db: AsyncSession
) -> None:
    page = await add(owner, "/old shop/", "/deals?sort=new#top")
    assert page.flashes == ["/old shop leads to /deals?sort=new#top."]
    for method in ("GET", "HEAD"):
        moved = (
            await getattr(client, method.lower())("/old%20shop?utm=letter", follow=False)
            if method == "GET"
            else await client.head("/old%20shop?utm=letter")
        )
        assert (moved.status, moved.location) == (301, "/deals?sort=new&utm=letter#top")
    assert not client.cookies
    row = (await db.scalars(select(Redirect))).one()
    assert (row.hits, row.last_hit_at is not None) == (2, True)
    assert "2" in (await owner.get("/admin/redirects?search=SHOP")).one("tbody .n").get_text()
    assert "Nothing matches" in (await owner.get("/admin/redirects?search=%25")).main


async def test_it_counts_only_where_no_page_is(
    owner: PageClient, client: PageClient, db: AsyncSession
) -> None:
    product = await make_product(db, name="Khattat pen")
    await db.commit()
    page = await add(owner, f"/p/{product.slug}", "/deals")
    assert "is a page of the shop today" in page.flashes[1]
    assert (await client.get(f"/p/{product.slug}", follow=False)).status == 200
    with count_statements(client.app.machines.engine) as heard:
        await client.get("/deals")
    assert not [one for one in heard if "redirects" in one]
    product.state = "draft"
    await db.commit()
    assert (await client.get(f"/p/{product.slug}", follow=False)).location == "/deals"
    page = await add(owner, "/older", "/nowhere")
    assert "There is no page at /nowhere today." in page.flashes[1]


async def test_chains_are_joined_and_loops_refused(owner: PageClient, db: AsyncSession) -> None:
    await add(owner, "/b", "/c/pens")
    page = await add(owner, "/a", "/b")
    assert page.flashes[0] == "/b is an old address itself, so /a leads straight to /c/pens."
    await add(owner, "/z", "/a")
    assert await leads(db) == {"/b": "/c/pens", "/a": "/c/pens", "/z": "/c/pens"}
    for source, target in (("/x", "/x"), ("/x", "/x/?a=1"), ("/c/pens", "/a"), ("/c/pens", "/b?x=1")):
        page = await add(owner, source, target)
        assert set(page.errors) == {"target"}, (source, target)
    assert set((await add(owner, "/a", "/new")).errors) == {"source"}
    await add(owner, "/c/pens", "/deals")
    assert set((await leads(db)).values()) == {"/deals"}


async def test_changing_and_removing(owner: PageClient, client: PageClient, db: AsyncSession) -> None:
    await add(owner, "/a", "/deals")
    await add(owner, "/b", "/new")
    row = await db.scalar(select(Redirect).where(Redirect.from_path == "/a"))
    assert row is not None
    form = await owner.get(f"/admin/redirects/{row.id}")
    assert set((await form.submit({"source": "/b"})).errors) == {"source"}
    assert set((await form.submit({"target": "//evil.example"})).errors) == {"target"}
    await form.submit({"target": "https://example.com/pens"})
    assert (await client.get("/a", follow=False)).location == "https://example.com/pens"
    await (await owner.get(f"/admin/redirects/{row.id}/removal")).submit()
    assert (await client.get("/a")).status == 404
    assert (await form.submit()).status == 404
    acts = (
        await db.scalars(
            select(AuditEntry.action).where(AuditEntry.object_type == "redirect").order_by(AuditEntry.id)
        )
    ).all()
    assert acts == ["redirect.add", "redirect.add", "redirect.change", "redirect.remove"]


async def test_a_paste_is_taken_whole_or_not_at_all(owner: PageClient, db: AsyncSession) -> None:
    wrong = 'from,to\n/a,/deals\n/b\n\n/admin,/deals\n/c,javascript:alert(1)\n/a,/new\n"/d,/new\n/e,/e\n/f,/deals,x'
    page = await paste(owner, wrong)
    assert page.status == 422
    said = page.one(".errors").get_text(" ")
    for line in (3, 5, 6, 7, 8, 9, 10):
        assert f"Line {line}:" in said
    assert "Line 2:" not in said
    assert page.one("#lines").get_text().strip() == wrong
    assert await leads(db) == {}
    assert (await db.scalars(select(AuditEntry).where(AuditEntry.object_type == "redirect"))).all() == []
    page = await paste(owner, "From,To\r\n/a,/deals\r\n/b,/a\r\n/c\t/new\r\n")
    assert page.flashes == ["3 redirects are kept."]
    assert await leads(db) == {"/a": "/deals", "/b": "/deals", "/c": "/new"}


@pytest.mark.parametrize(
    "lines", ["", " \n ", "from,to", "\n".join(f"/a{n},/deals" for n in range(501)), "/x,/y\x00"]
)
async def test_pastes_that_are_none(owner: PageClient, db: AsyncSession, lines: str) -> None:
    assert set((await paste(owner, lines)).errors) == {"lines"}
    assert await leads(db) == {}
