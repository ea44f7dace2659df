"""The newsletter: asked twice, left at once, and nobody learns whose address is known."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.forget_unconfirmed import forget_unconfirmed
from app.content.models import NewsletterSubscriber
from app.content.newsletter_links import confirm_path, leave_path
from app.core.clock import now
from app.core.outbox import OutboxEvent
from app.notifications.compose import make_press
from app.notifications.emails import newsletter_confirm, newsletter_welcome
from app.storefront.newsletter import CONSENT, SAID
from tests.support.page import Page, PageClient

HIRA = "hira@example.com"


async def ask(client: PageClient, email: str = HIRA, **more: str) -> Page:
    return await client.post("/newsletter", {"email": email, "website": "", "back": "/brands", **more})


async def stored(db: AsyncSession) -> NewsletterSubscriber | None:
    await db.rollback()
    return (
        await db.scalars(select(NewsletterSubscriber).execution_options(populate_existing=True))
    ).one_or_none()


async def asked(db: AsyncSession) -> int:
    await db.rollback()
    return len((await db.scalars(select(OutboxEvent.id).where(OutboxEvent.type == "NewsletterAsked"))).all())


async def row(db: AsyncSession) -> NewsletterSubscriber:
    found = await stored(db)
    assert found is not None
    return found


async def confirm(client: PageClient, db: AsyncSession) -> Page:
    one = await row(db)
    page = await client.get(confirm_path(client.settings, one.id, one.asked_at))
    return await page.submit(action="*/confirmation*")


async def test_the_form_stands_on_every_public_page_without_a_token(client: PageClient) -> None:
    for path in ("/", "/brands", "/menu", "/nowhere"):
        page = await client.get(path)
        form = page.form("/newsletter")
        assert not form.select("[name=_csrf]")
        assert form.select_one(".small").get_text() == CONSENT  # type: ignore[union-attr]
    assert not client.cookies


async def test_asking_confirming_leaving(client: PageClient, db: AsyncSession) -> None:
    page = await (await client.get("/brands")).submit({"email": " Hira@Example.com "}, action="/newsletter")
    assert (page.path, page.flashes) == ("/brands", [SAID])
    one = await row(db)
    assert (one.email, one.consent_text, one.confirmed_at) == (HIRA, CONSENT, None)
    link = confirm_path(client.settings, one.id, one.asked_at)
    for _ in range(2):  # mail programs look into links
        page = await client.get(link)
        assert "noindex" in str(page.one("meta[name=robots]")["content"])
    assert (await row(db)).confirmed_at is None
    for _ in range(2):  # a double press
        assert "You are on the list" in (await page.submit(action="*/confirmation*")).main
    first = (await row(db)).confirmed_at
    assert first is not None
    leave = await client.get(leave_path(client.settings, one.id))
    assert (await row(db)).unsubscribed_at is None
    for _ in range(2):
        assert "No more letters" in (await leave.submit(action="*/removal*")).main
    assert (await row(db)).unsubscribed_at is not None
    assert (await client.post(link)).status == 404


async def test_a_mail_program_leaves_by_itself(client: PageClient, db: AsyncSession) -> None:
    await ask(client)
    await confirm(client, db)
    answer = await client.another().post(
        leave_path(client.settings, (await row(db)).id),
        {"List-Unsubscribe": "One-Click"},
        headers={"origin": None},
    )
    assert answer.status == 200
    assert (await row(db)).unsubscribed_at is not None


async def test_known_and_unknown_addresses_get_the_same_answer(client: PageClient, db: AsyncSession) -> None:
    first = await client.another().partial("POST", "/newsletter", {"email": HIRA})
    assert await asked(db) == 1
    await confirm(client.another(), db)
    again = await client.another().partial("POST", "/newsletter", {"email": HIRA})
    assert await asked(db) == 1  # who is on the list gets no second letter
    assert (first.status, first.text) == (again.status, again.text)
    assert SAID in first.text
    assert first.one("#newsletter-form").has_attr("data-focus")
    await client.post(leave_path(client.settings, (await row(db)).id))
    await client.another().partial("POST", "/newsletter", {"email": HIRA})
    assert await asked(db) == 2
    assert (await row(db)).confirmed_at is None


async def test_machines_that_fill_in_everything_get_nothing(client: PageClient, db: AsyncSession) -> None:
    page = await ask(client, website="https://spam.example")
    assert page.flashes == [SAID]
    assert await stored(db) is None


async def test_what_is_no_address_is_said_beside_the_field(client: PageClient, db: AsyncSession) -> None:
    for email in (
        "",
        "hira",
        "hira@",
        "a@b",
        "x" * 300 + "@example.com",
        "<script>@x.pk",
        "a@b.pk\r\nBcc: x@y.pk",
    ):
        client.http.cookies.clear()
        page = await ask(client.another(), email)
        if page.status == 429:
            break
        assert page.status == 422, email
        assert page.one("#newsletter-email")["aria-invalid"] == "true"
    part = await client.another().partial("POST", "/newsletter", {"email": "hira"})
    assert part.status in {422, 429}
    assert await stored(db) is None


async def test_one_address_is_not_flooded(client: PageClient, db: AsyncSession) -> None:
    answers = [(await ask(client.another())).status for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert await asked(db) == 3


async def test_it_never_leads_away(client: PageClient) -> None:
    page = await client.post("/newsletter", {"email": HIRA, "back": "//evil.example"}, follow=False)
    assert page.location == "/"


async def test_links_of_others_and_old_ones_do_nothing(client: PageClient, db: AsyncSession) -> None:
    await ask(client)
    one = await row(db)
    good = confirm_path(client.settings, one.id, one.asked_at)
    other = confirm_path(client.settings, one.id, one.asked_at + timedelta(seconds=1))
    wrong = [other, good[:-1], f"/newsletter/{one.id}/confirmation", leave_path(client.settings, one.id + 1)]
    wrong += [
        leave_path(client.settings, one.id).replace("removal", "confirmation"),
        good.replace("/1/", "/9/"),
    ]
    for path in wrong[:3] + wrong[4:]:
        assert (await client.get(path)).status == 404, path
        assert (await client.post(path)).status == 404, path
    for path in (f"/newsletter/{one.id}/removal?key=x", f"/newsletter/{one.id}/removal"):
        assert (await client.post(path)).status == 404
    await db.execute(update(NewsletterSubscriber).values(asked_at=now() - timedelta(days=8)))
    await db.commit()
    one = await row(db)
    late = confirm_path(client.settings, one.id, one.asked_at)
    assert "does not work any more" in (await client.get(late)).main
    assert (await client.post(late)).status == 404
    assert (await row(db)).confirmed_at is None


async def test_what_nobody_confirms_is_forgotten(client: PageClient, db: AsyncSession) -> None:
    await ask(client)
    assert await forget_unconfirmed(db) == 0
    await db.execute(update(NewsletterSubscriber).values(asked_at=now() - timedelta(days=8)))
    await db.commit()
    assert await forget_unconfirmed(db) == 1
    await db.commit()
    assert await stored(db) is None


@pytest.mark.parametrize("write", [newsletter_confirm, newsletter_welcome])
async def test_the_letters_hold_working_links(client: PageClient, db: AsyncSession, write) -> None:  # type: ignore[no-untyped-def]
    await ask(client)
    email = write(make_press(client.settings), await row(db))
    assert (email.to, email.unsubscribe_url in email.text) == (HIRA, True)
    links = re.findall(rf"{re.escape(client.settings.base_url)}(/\S+)", email.text)
    assert len(links) >= 2
    for link in links:
        assert (await client.get(link)).status == 200, link
    assert urlsplit(email.unsubscribe_url).path.endswith("/removal")


async def test_the_footer_shows_pages_and_networks_that_there_are(
    client: PageClient, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await client.get("/brands")
    assert [one.get_text() for one in page.soup.select(".foot h2")] == ["Shop", "Help"]
    monkeypatch.setattr(client.settings, "social_links", {"Instagram": "https://www.instagram.com/x"})
    assert (await client.get("/menu")).one(".foot a[rel~=me]")["href"] == "https://www.instagram.com/x"
    home = await client.get("/")
    assert "https://www.instagram.com/x" in home.one("script[type='application/ld+json']").get_text()
