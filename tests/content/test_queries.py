"""What staff wrote, at a moment."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import Announcement, Banner, HomeSection, Page
from app.content.picture_sources import picture_sources
from app.content.queries import announcements_at, banners_at, find_page, home_sections
from app.core.clock import now


def banner(tab: str, **columns: object) -> Banner:
    """A slide."""
    return Banner(tab=tab, headline="Paper", text="", button="Go", url="/", position=0, **columns)


async def test_slides_and_announcements_have_their_time(db: AsyncSession) -> None:
    moment, hour = now(), timedelta(hours=1)
    for starts, ends, name in ((-1, 1, "on"), (1, None, "later"), (None, -1, "over"), (None, None, "always")):
        times = {
            "starts_at": moment + starts * hour if starts else None,
            "ends_at": moment + ends * hour if ends else None,
        }
        db.add(banner(name, **times))
        db.add(Announcement(text=name, position=0, **times))
    await db.flush()
    assert {one.tab for one in await banners_at(db, moment)} == {"on", "always"}
    assert {one.text for one in await announcements_at(db, moment)} == {"on", "always"}


async def test_at_most_six_announcements_in_order(db: AsyncSession) -> None:
    db.add_all(Announcement(text=str(number), position=number) for number in (7, 3, 5, 1, 2, 6, 4))
    await db.flush()
    assert [one.text for one in await announcements_at(db, now())] == ["1", "2", "3", "4", "5", "6"]


async def test_a_page_shows_once_it_is_published(db: AsyncSession) -> None:
    page = Page(slug="about", title="About", body="<p>Us.</p>", is_published=False)
    db.add(page)
    await db.flush()
    assert await find_page(db, "about") is None
    page.is_published = True
    await db.flush()
    assert await find_page(db, "about") is page


async def test_sections_that_are_off_do_not_show(db: AsyncSession) -> None:
    db.add_all(
        [
            HomeSection(kind="deals", title="Deals", position=2, settings={}),
            HomeSection(kind="best_sellers", title="Best", position=1, settings={}),
            HomeSection(kind="new_arrivals", title="New", position=0, settings={}, is_on=False),
        ]
    )
    await db.flush()
    assert [section.kind for section in await home_sections(db)] == ["best_sellers", "deals"]


async def test_pictures_of_slides_and_cards_are_known(db: AsyncSession) -> None:
    db.add(banner("a", pictures={"sources": ["drawing:a", "drawing:b"]}))
    cards = [{"pictures": ["drawing:c"]}, {"pictures": ["drawing:a"]}]
    db.add(HomeSection(kind="highlights", title="H", position=0, settings={"cards": cards}))
    await db.flush()
    assert await picture_sources(db) == {"drawing:a", "drawing:b", "drawing:c"}
