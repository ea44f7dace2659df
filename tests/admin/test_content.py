"""Staff arrange the shop window: slides, announcements, sections, pages."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.cli.filling.words import lay_words
from app.content.models import Announcement, Banner, HomeSection, Redirect
from app.content.models import Page as TextPage
from app.core.audit import AuditEntry
from app.core.outbox import OutboxEvent
from tests.support.page import Page, PageClient

HOSTILE_LINKS = (
    *(
        "javascript:alert(1)",
        "//evil.example",
        "/\\evil.example",
        "http://example.com",
        "https://user@example.com",
    ),
    *(
        "https://localhost",
        "https://127.0.0.1",
        "data:text/html,x",
        "/%2f%2fevil.example",
        "c/pens",
        "https://",
    ),
    *("https://example.com:8443/", "/pens and paper", "/" + "x" * 600),
)
SLIDE = {
    "tab": "Inks",
    "headline": "Ink for long letters",
    "highlight": "long letters",
    "note": "write on",
    "text": "Bottled ink in thirty colours.",
    "button": "See the inks",
    "url": "/c/pens",
    "tint": "sky",
    "picture_1": "drawing:ink?view=main",
}
PAGE = {
    "title": "Gift guide",
    "slug": "gift-guide",
    "body": "<p>Give <strong>pens</strong>.</p><script>alert(1)</script>",
    "seo_title": "What to give a writer",
    "seo_description": "Pens, ink and paper that people who write are glad of, for every purse and every season.",
    "footer": "help",
    "is_published": "1",
}


@pytest.fixture
async def words(db: AsyncSession) -> None:
    """The demo's content."""
    await lay_words(db)
    await db.commit()


async def stored(db: AsyncSession, table: type[Any]) -> Sequence[Any]:
    """All rows as the database has them now."""
    await db.rollback()
    order = table.position if hasattr(table, "position") else table.id
    return (await db.scalars(select(table).order_by(order).execution_options(populate_existing=True))).all()


async def acts(db: AsyncSession) -> list[str]:
    return list(
        (
            await db.scalars(
                select(AuditEntry.action).where(AuditEntry.action != "staff.create").order_by(AuditEntry.id)
            )
        ).all()
    )


async def changes(db: AsyncSession) -> list[dict[str, Any]]:
    found = await db.scalars(
        select(OutboxEvent.payload).where(OutboxEvent.type == "ContentChanged").order_by(OutboxEvent.id)
    )
    return list(found.all())


async def token_of(browser: PageClient) -> str:
    return str((await browser.get("/admin")).one(".topbar input[name='_csrf']")["value"])


async def test_a_new_slide_shows_when_its_time_has_come(
    owner: PageClient, client: PageClient, db: AsyncSession
) -> None:
    form = await owner.get("/admin/banners/new")
    page = await form.submit({**SLIDE, "starts": "2026-01-01T10:00"})
    assert page.flashes == ["The slide is kept."]
    (banner,) = await stored(db, Banner)
    assert banner.starts_at.isoformat() == "2026-01-01T05:00:00+00:00"  # 10:00 in Karachi
    home = await client.get("/")
    assert home.one("h1").get_text(" ", strip=True) == "Ink for long letters"
    assert home.one(".slide a")["href"] == "/c/pens"
    assert page.one("#starts")["value"] == "2026-01-01T10:00"
    await page.submit({"ends": "2026-01-02T00:00"})
    assert not (await client.get("/")).soup.select(".slide")
    assert "Ended" in (await owner.get("/admin/banners")).main
    await (await owner.get(f"/admin/banners/{banner.id}")).submit({"starts": "2099-01-01T00:00", "ends": ""})
    assert "Scheduled" in (await owner.get("/admin/banners")).main
    assert await acts(db) == ["banner.add", "banner.change", "banner.change"]
    assert [one["kind"] for one in await changes(db)] == ["banner"] * 3


async def test_a_slide_keeps_what_was_typed_beside_what_is_wrong(owner: PageClient, db: AsyncSession) -> None:
    form = await owner.get("/admin/banners/new")
    page = await form.submit(
        {
            **SLIDE,
            "highlight": "short letters",
            "starts": "2026-05-05T10:00",
            "ends": "2026-05-05T10:00",
            "text": " ",
        }
    )
    assert page.status == 422
    assert set(page.errors) == {"highlight", "ends", "text"}
    assert page.one("#headline")["value"] == "Ink for long letters"
    for typed in ("tomorrow", "2026-02-30T10:00", "1999-01-01T00:00", "2026-01-01"):
        assert set((await form.submit({**SLIDE, "starts": typed})).errors) == {"starts"}, typed
    assert await stored(db, Banner) == []
    assert await acts(db) == []


@pytest.mark.parametrize("link", HOSTILE_LINKS)
async def test_links_stay_in_the_shop_or_are_secure(owner: PageClient, db: AsyncSession, link: str) -> None:
    page = await (await owner.get("/admin/banners/new")).submit({**SLIDE, "url": link})
    assert set(page.errors) == {"url"}
    page = await (await owner.get("/admin/announcements/new")).submit({"text": "New pens", "url": link})
    assert set(page.errors) == {"url"}
    assert await stored(db, Banner) == await stored(db, Announcement) == []


async def test_made_up_choices_are_refused(owner: PageClient, db: AsyncSession) -> None:
    token = await token_of(owner)
    slide = {**SLIDE, "starts": "", "ends": "", "_csrf": token}
    for name, value in (("tint", "red"), ("picture_1", "/etc/passwd"), ("picture_1", "originals/x.webp")):
        page = await owner.post("/admin/banners", {**slide, name: value})
        assert set(page.errors) == {name}, value
    assert (await owner.post("/admin/banners", {**slide, "position": "1"})).status == 422
    page = await owner.post("/admin/announcements", {"text": "A", "icon": "skull", "url": "", "_csrf": token})
    assert set(page.errors) == {"icon"}
    page = await owner.post("/admin/home-sections", {"kind": "x", "title": "A", "count": "0", "_csrf": token})
    assert set(page.errors) == {"kind", "count"}
    assert await stored(db, Banner) == []


@pytest.mark.usefixtures("words")
async def test_moving_changes_the_order_shoppers_see(
    owner: PageClient, client: PageClient, db: AsyncSession
) -> None:
    def tabs(page: Page) -> list[str]:
        return [tab.get_text() for tab in page.soup.select(".slide-tabs a")]

    assert tabs(await client.get("/")) == ["School list", "Fine arts", "The letter desk"]
    last = (await stored(db, Banner))[-1]
    page = await owner.get("/admin/banners")
    page = await page.submit(action=f"*/banners/{last.id}/position", button="Move The letter desk up")
    assert tabs(await client.get("/")) == ["School list", "The letter desk", "Fine arts"]
    await page.submit(action=f"*/banners/{last.id}/position", button="Move The letter desk down")
    assert tabs(await client.get("/")) == ["School list", "Fine arts", "The letter desk"]
    token = await token_of(owner)
    for move in ("down", "sideways", ""):
        answer = await owner.post(f"/admin/banners/{last.id}/position", {"move": move, "_csrf": token})
        assert answer.status == (200 if move == "down" else 422)
    assert tabs(await client.get("/")) == ["School list", "Fine arts", "The letter desk"]
    assert await acts(db) == ["banner.move", "banner.move"]


@pytest.mark.parametrize("code", ["banners", "announcements", "home-sections"])
@pytest.mark.usefixtures("words")
async def test_removing_asks_first_and_is_done_once(owner: PageClient, db: AsyncSession, code: str) -> None:
    table = {"banners": Banner, "announcements": Announcement, "home-sections": HomeSection}[code]
    before = await stored(db, table)
    question = await owner.get(f"/admin/{code}/{before[0].id}/removal")
    assert len(await stored(db, table)) == len(before)
    page = await question.submit()
    assert "removed" in page.flashes[0]
    assert len(await stored(db, table)) == len(before) - 1
    assert (await question.submit()).status == 404
    assert [act.partition(".")[2] for act in await acts(db)] == ["remove"]


@pytest.mark.usefixtures("words")
async def test_what_somebody_else_changed_is_not_overwritten_unseen(
    owner: PageClient, db: AsyncSession
) -> None:
    row = (await stored(db, Announcement))[0]
    mine = await owner.get(f"/admin/announcements/{row.id}")
    theirs = await owner.get(f"/admin/announcements/{row.id}")
    await theirs.submit({"text": "Theirs"})
    page = await mine.submit({"text": "Mine"})
    assert (page.status, page.one("#text")["value"]) == (409, "Mine")
    assert (await stored(db, Announcement))[0].text == "Theirs"
    await page.submit()
    assert (await stored(db, Announcement))[0].text == "Mine"


@pytest.mark.usefixtures("words")
async def test_saving_what_is_there_already_is_no_change(owner: PageClient, db: AsyncSession) -> None:
    row = (await stored(db, Banner))[0]
    await (await owner.get(f"/admin/banners/{row.id}")).submit()
    assert (await acts(db), await changes(db)) == ([], [])


@pytest.mark.usefixtures("words")
async def test_sections_choose_their_listing(owner: PageClient, db: AsyncSession) -> None:
    form = await owner.get("/admin/home-sections/new")
    page = await form.submit({"kind": "new_arrivals", "title": "Fresh", "source": "/deals", "is_on": "1"})
    assert page.flashes == ["The section is kept."]
    row = (await stored(db, HomeSection))[-1]
    assert (row.kind, row.settings, row.is_on) == ("new_arrivals", {"source": "/deals", "count": 5}, True)
    for count in ("0", "13", "-1", "five"):
        assert set((await page.submit({"count": count})).errors) == {"count"}, count


@pytest.mark.usefixtures("words")
async def test_printed_cards_are_written_here(
    owner: PageClient, client: PageClient, db: AsyncSession
) -> None:
    row = next(one for one in await stored(db, HomeSection) if one.kind == "highlights")
    page = await owner.get(f"/admin/home-sections/{row.id}")
    wrong = await page.submit({"card_1_url": "javascript:x", "card_1_label": ""})
    assert set(wrong.errors) == {"card_1_url", "card_1_label"}
    await page.submit({"card_1_title": "Brush kits", "card_3_title": "", "note": "by hand"})
    band = (await client.get("/")).one(".bento")
    assert [card.h3.get_text() for card in band.select("a") if card.h3] == [
        "Brush kits",
        "Office desk accessories",
    ]
    assert len((await stored(db, HomeSection))[2].settings["cards"][0]["pictures"]) == 2


async def test_a_page_is_written_previewed_published_moved_and_removed(
    owner: PageClient, client: PageClient, db: AsyncSession
) -> None:
    form = await owner.get("/admin/pages/new")
    page = await form.submit({name: value for name, value in PAGE.items() if name != "is_published"})
    (row,) = await stored(db, TextPage)
    assert "<script" not in row.body
    assert (await client.get("/pages/gift-guide")).status == 404
    preview = await owner.get(f"/previews/pages/{row.id}")
    assert "Give pens" in preview.main
    assert preview.one("meta[name=robots]")["content"] == "noindex,nofollow"
    page = await page.submit({"is_published": "1"})
    shown = await client.get("/pages/gift-guide")
    assert shown.one("title").get_text() == "What to give a writer | Buy2Enjoy"
    assert shown.one("link[rel=canonical]")["href"] == f"{client.settings.base_url}/pages/gift-guide"
    assert f"{client.settings.base_url}/pages/gift-guide" in (await client.get("/sitemaps/pages-1.xml")).text
    page = await page.submit({"slug": "gifts"})
    moved = await client.get("/pages/gift-guide?from=letter", follow=False)
    assert (moved.status, moved.location) == (301, "/pages/gifts?from=letter")
    await page.submit({"slug": "gift-guide"})  # and back again: no loop
    assert (await client.get("/pages/gift-guide")).status == 200
    assert (await client.get("/pages/gifts", follow=False)).location == "/pages/gift-guide"
    assert (await changes(db))[-1]["paths"] == ["/pages/gift-guide", "/pages/gifts"]
    await (await owner.get(f"/admin/pages/{row.id}/removal")).submit()
    assert (await client.get("/pages/gift-guide")).status == 404


async def test_odd_pages_are_refused(owner: PageClient, db: AsyncSession) -> None:
    form = await owner.get("/admin/pages/new")
    for slug in ("", "Gift", "a b", "../x", "a--b", "-a", "a/b", "x" * 81):
        assert set((await form.submit({**PAGE, "slug": slug})).errors) == {"slug"}, slug
    for body in ("", "<script>alert(1)</script>", "<p> </p>", "x" * 60_001):
        assert set((await form.submit({**PAGE, "body": body})).errors) == {"body"}, body[:40]
    await form.submit(PAGE)
    assert (await form.submit(PAGE)).errors == {"slug": "Another page has this address."}
    assert len(await stored(db, TextPage)) == 1


@pytest.mark.usefixtures("words")
async def test_pages_the_shop_links_to_stay(owner: PageClient, client: PageClient, db: AsyncSession) -> None:
    row = next(one for one in await stored(db, TextPage) if one.slug == "terms")
    page = await (await owner.get(f"/admin/pages/{row.id}/removal")).submit()
    assert page.status == 422
    form = await owner.get(f"/admin/pages/{row.id}")
    mistakes: list[dict[str, str | list[str]]] = [{"is_published": []}, {"slug": "conditions"}]
    for wrong in mistakes:
        assert (await form.submit(wrong)).status == 422
    assert (await client.get("/terms")).status == 200
    moved = await client.get("/pages/terms", follow=False)
    assert (moved.status, moved.location) == (301, "/terms")


@pytest.mark.usefixtures("words")
async def test_previews_are_for_staff_alone(owner: PageClient, client: PageClient, db: AsyncSession) -> None:
    row = (await stored(db, Banner))[2]
    row.starts_at = None
    await db.execute(delete(Banner).where(Banner.id != row.id))
    await db.commit()
    later = {**SLIDE, "starts": "2099-06-01T00:00"}
    await (await owner.get("/admin/banners/new")).submit(later)
    new = (await stored(db, Banner))[-1]
    assert len((await client.get("/")).soup.select(".slide")) == 1
    for path, first in (
        (f"/previews/home?banner={new.id}", "Ink for long letters"),
        ("/previews/home", "A good pen and paper worth keeping"),
    ):
        preview = await owner.get(path)
        assert preview.one("h1").get_text(" ", strip=True) == first
        assert preview.headers["cache-control"] == "private, no-store"
        assert "noindex" in str(preview.one("meta[name=robots]")["content"])
    assert len((await owner.get("/previews/home?at=2099-06-02T10:00")).soup.select(".slide")) == 2
    for path in (
        "/previews/home?banner=999",
        "/previews/home?at=soon",
        "/previews/home?banner=x",
        "/previews/pages/99",
    ):
        assert (await owner.get(path)).status == 404, path
    for path in (f"/previews/home?banner={new.id}", "/previews/pages/1"):
        answer = await client.get(path, follow=False)
        assert (answer.status, answer.location.partition("?")[0]) == (303, "/admin/sign-in")


@pytest.mark.usefixtures("words")
async def test_a_switched_off_section_can_be_looked_at(owner: PageClient, db: AsyncSession) -> None:
    row = next(one for one in await stored(db, HomeSection) if one.kind == "highlights")
    await (await owner.get(f"/admin/home-sections/{row.id}")).submit({"is_on": []})
    assert "Made for making" not in (await owner.get("/previews/home")).main
    assert "Made for making" in (await owner.get(f"/previews/home?section={row.id}")).main


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (400, 400), "#2553b4").save(file, "PNG")
    return file.getvalue()


async def test_a_slide_takes_a_picture_of_ones_own(owner: PageClient, db: AsyncSession) -> None:
    form = await owner.get("/admin/banners/new")
    page = await form.submit(SLIDE, files={"upload": ("sale.svg", b"<svg onload=alert(1)>", "image/png")})
    assert set(page.errors) == {"upload"}
    page = await form.submit(SLIDE, files={"upload": ("sale.png", png(), "image/png")})
    (banner,) = await stored(db, Banner)
    drawing, photograph = banner.pictures["sources"]
    assert (drawing, photograph.startswith("originals/")) == ("drawing:ink?view=main", True)
    assert page.one("#picture_2 option[selected]")["value"] == photograph


async def test_lists_are_paged_with_a_fixed_number_of_statements(owner: PageClient, db: AsyncSession) -> None:
    from tests.support.statements import statements_of

    db.add(Announcement(text="First", position=0))
    await db.commit()
    few = await statements_of(owner, "/admin/announcements")
    db.add_all(Announcement(text=f"Number {number}", position=number) for number in range(1, 60))
    db.add_all(Redirect(from_path=f"/old-{number}", to_path="/deals") for number in range(60))
    await db.commit()
    assert await statements_of(owner, "/admin/announcements") == few
    assert len((await owner.get("/admin/announcements")).soup.select("tbody tr")) == 50
    assert len((await owner.get("/admin/announcements?page=2")).soup.select("tbody tr")) == 10
    assert len((await owner.get("/admin/redirects?page=2")).soup.select("tbody tr")) == 10
    for path in ("/admin/announcements?page=3", "/admin/pages?page=0", "/admin/redirects?page=1000000"):
        assert (await owner.get(path)).status == 404, path
