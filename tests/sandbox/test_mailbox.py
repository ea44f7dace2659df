"""The mailbox page: emails of a shop without a mail server, and of no other."""

from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.core.db import make_sessionmaker
from app.core.settings import Settings
from app.main import create_app
from app.notifications import emails
from app.notifications.compose import make_press
from app.notifications.models import Message
from app.notifications.queries import order_story
from app.notifications.send import send
from app.notifications.senders import make_sender
from tests.factories.orders import OrderMaker
from tests.support.page import PageClient

HOSTILE = "<script>alert(1)</script> & {{7*7}}"


async def _message(db: AsyncSession, subject: str = "Hello", **columns: str) -> Message:
    given = {
        "body_text": "Hi\n\nhttps://example.com/a\n",
        "body_html": "<p>Hi</p>",
        "state": "sent",
    } | columns
    row = Message(
        dedupe_key=str(uuid4()), kind="welcome", recipient="ayesha@example.com", subject=subject, **given
    )
    db.add(row)
    await db.commit()
    return row


async def test_an_empty_mailbox_says_how_to_fill_it(client: PageClient) -> None:
    page = await client.get("/mailbox")
    assert page.status == 200
    assert "No messages yet" in page.main


async def test_an_order_s_email_can_be_read_with_its_link(
    client: PageClient, engine: AsyncEngine, settings: Settings
) -> None:
    order = await OrderMaker(engine, settings).place()
    sessions, press = make_sessionmaker(engine), make_press(settings)
    async with sessions() as session:
        story = await order_story(session, order.id)
    email = emails.order_placed(press, story)
    await send(sessions, make_sender(settings), settings, email, key="1", order_id=order.id)

    listed = await client.get("/mailbox")
    assert "ayesha@example.com" in listed.main
    opened = await listed.follow(f"How to pay for your order {order.number}")
    assert "PK36 MEZN" in opened.main
    link = next(a["href"] for a in opened.soup.select("main a") if "/orders/" in str(a["href"]))
    shown = await client.get(str(link).removeprefix(settings.base_url))
    assert shown.status == 200
    assert order.number in shown.main


async def test_newest_first_and_a_page_at_a_time(client: PageClient, db: AsyncSession) -> None:
    for number in range(27):
        await _message(db, f"Number {number}")
    first = await client.get("/mailbox")
    subjects = [a.get_text() for a in first.soup.select(".order-list a")]
    assert subjects[0] == "Number 26"
    assert len(subjects) == 25
    second = await client.get("/mailbox?page=2")
    assert [a.get_text() for a in second.soup.select(".order-list a")] == ["Number 1", "Number 0"]


async def test_what_is_not_there_is_not_found(client: PageClient, db: AsyncSession) -> None:
    await _message(db)
    for wanted in ("3", "0", "-1", "x", "1" + "0" * 21):
        assert (await client.get(f"/mailbox?page={wanted}")).status == 404, wanted
    for number in ("999", "0", "-1", "x", "1e3", "9" * 30, "١"):
        assert (await client.get(f"/mailbox/{number}")).status == 404, number
        assert (await client.get(f"/mailbox/{number}/html")).status == 404, number


async def test_what_people_typed_stays_text(client: PageClient, db: AsyncSession) -> None:
    row = await _message(db, HOSTILE, body_text=f'{HOSTILE}\n\nhttps://evil.example/"onclick=x')
    page = await client.get(f"/mailbox/{row.id}")
    assert "<script>alert" not in page.text
    assert page.main.count("{{7*7}}") == 2


async def test_the_html_part_may_style_itself_and_nothing_else(settings: Settings, db: AsyncSession) -> None:
    row = await _message(db, body_html="<p style='color:red'>Hi</p><script>alert(1)</script>")
    async with PageClient(settings, strict=False) as client:
        page = await client.get(f"/mailbox/{row.id}/html")
    policy = dict(
        directive.strip().partition(" ")[::2]
        for directive in page.headers["content-security-policy"].split(";")
    )
    assert len(page.headers.get_list("content-security-policy")) == 1
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert "allow-scripts" not in policy["sandbox"]
    assert page.text == row.body_html


@pytest.mark.parametrize(
    "changes",
    [{"smtp_url": "smtp://mail.example:587"}, {"environment": "production"}],
    ids=["with a mail server", "in production"],
)
async def test_elsewhere_there_is_no_mailbox(
    settings: Settings, db: AsyncSession, changes: dict[str, str]
) -> None:
    row = await _message(db)
    app = create_app(settings.model_copy(update=changes))
    async with PageClient(settings, app, strict=False) as client:
        for path in ("/mailbox", f"/mailbox/{row.id}", f"/mailbox/{row.id}/html"):
            assert (await client.get(path)).status == 404
    await app.machines.close()
