"""What the emails say."""

from collections.abc import Callable
from dataclasses import replace

import html5lib
import pytest
from bs4 import BeautifulSoup

from app.accounts.models import Account
from app.core.db import SessionMaker
from app.core.jinja import TEMPLATES
from app.core.money import format_money
from app.core.settings import Settings
from app.notifications import emails
from app.notifications.compose import Press, greeting_name
from app.notifications.email import Email
from app.notifications.queries import OrderStory, order_story
from app.orders.links import order_url
from app.orders.models import OrderLine
from tests.factories.orders import OrderMaker

WRITERS: dict[str, Callable[[Press, OrderStory], Email]] = {
    "order_placed": emails.order_placed,
    "payment_received": emails.payment_received,
    "order_shipped": emails.order_shipped,
    "order_delivered": emails.order_delivered,
    "order_cancelled": emails.order_cancelled,
    "order_expired": emails.order_expired,
    "order_unfillable": emails.order_unfillable,
    "review_invitation": emails.review_invitation,
}
GMAIL_KEEPS = 80_000


async def _story(orders: OrderMaker, state: str = "pending", payment: str = "bank") -> OrderStory:
    order = await orders.in_state(state, payment=payment)
    async with orders.sessions() as session:
        return await order_story(session, order.id)


def test_every_folder_of_templates_has_its_function() -> None:
    folders = {path.name for path in (TEMPLATES / "emails").iterdir() if path.is_dir()}
    assert folders == {
        *WRITERS,
        "welcome",
        "back_in_stock",
        "question_answered",
        "newsletter_confirm",
        "newsletter_welcome",
    }


@pytest.mark.parametrize("payment", ["bank", "cod"])
@pytest.mark.parametrize("kind", WRITERS)
async def test_every_order_email_is_complete(
    orders: OrderMaker, press: Press, settings: Settings, kind: str, payment: str
) -> None:
    story = await _story(orders, "shipped", payment)
    email = WRITERS[kind](press, story)
    order = story.order
    assert (email.kind, email.to) == (kind, "ayesha@example.com")
    assert order.number in email.subject
    assert "\n" not in email.subject
    url = order_url(settings, order)
    page = BeautifulSoup(email.html, "html5lib")
    words = page.get_text(" ", strip=True)
    assert {url} == {a["href"] for a in page.select("a.press")}
    assert len(page.select("a.press")) == 1
    for told in (url, order.lines[0].name, format_money(order.total), "Lahore", settings.shop_phone):
        assert told in email.text
        assert told in words
    html5lib.HTMLParser(strict=True).parse(email.html)
    assert len(email.html.encode()) < GMAIL_KEEPS
    assert not page.select("script, link, iframe, form")
    (picture,) = page.select("img")
    assert (picture["alt"], picture["width"], picture["height"]) == (order.lines[0].name, "96", "96")
    assert str(picture["src"]).startswith(f"{settings.base_url}/media/")
    assert "@import" not in email.html
    assert "url(" not in email.html


async def test_a_bank_order_is_told_where_how_much_and_until_when(
    orders: OrderMaker, press: Press, settings: Settings
) -> None:
    story = await _story(orders)
    email = emails.order_placed(press, story)
    words = BeautifulSoup(email.html, "html5lib").get_text(" ", strip=True)
    hold = story.order.hold_expires_at
    assert hold is not None
    until = press.environment.from_string("{{ m | local_date }}, {{ m | local_time }}").render(m=hold)
    for told in (
        settings.bank_name,
        settings.bank_account_title,
        "PK36 MEZN 0000 0011 2345 6702",
        f"Reference: {story.order.number}",
        until,
    ):
        assert told in email.text
        assert told.replace("Reference: ", "Reference ") in words


async def test_a_cash_order_hears_nothing_of_banks(
    orders: OrderMaker, press: Press, settings: Settings
) -> None:
    email = emails.order_placed(press, await _story(orders, payment="cod"))
    assert settings.bank_iban[:4] not in email.text + email.html
    assert "in cash" in email.text
    assert "0300 0000001" in email.text


async def test_a_cancelled_order_that_was_paid_hears_of_its_money(orders: OrderMaker, press: Press) -> None:
    paid = await _story(orders, "paid")
    assert (
        format_money(paid.order.total) in emails.order_cancelled(press, paid).text.split("See your order")[0]
    )
    unpaid = await _story(orders, "cancelled")
    assert "nothing to pay" in emails.order_cancelled(press, unpaid).text


async def test_a_shipped_order_names_courier_and_number(orders: OrderMaker, press: Press) -> None:
    story = await _story(orders, "shipped")
    email = emails.order_shipped(press, story)
    for part in (email.text, email.html):
        assert "Leopards Courier" in part
        assert f"LE{story.order.id}" in part


async def test_markup_in_what_people_typed_stays_text(
    orders: OrderMaker, press: Press, sessions: SessionMaker
) -> None:
    story = await _story(orders)
    story.address.line1 = "<script>alert(1)</script> {{ 7 * 7 }} & sons"
    email = emails.order_placed(press, story)
    assert "<script>" not in email.html
    assert "&lt;script&gt;" in email.html
    assert "{{ 7 * 7 }} & sons" in email.text


async def test_a_huge_order_is_cut_in_html_and_whole_in_text(orders: OrderMaker, press: Press) -> None:
    story = await _story(orders)
    (line,) = story.order.lines
    columns = {name: getattr(line, name) for name in ("quantity", "line_total", "image_source", "tint")}
    many = [OrderLine(name=f"{'Long name ' * 18}{n}", variant_title="y" * 200, **columns) for n in range(120)]
    order = _Stand(story.order, lines=many)
    email = emails.order_placed(press, replace(story, order=order))  # type: ignore[arg-type]
    assert len(email.html.encode()) < GMAIL_KEEPS
    assert "and 95 more products" in email.html
    assert email.text.count("Long name 119") == 1


class _Stand:
    """An order with other lines, which the real row would want to store."""

    def __init__(self, order: object, **other: object) -> None:
        self._order = order
        self.__dict__.update(other)

    def __getattr__(self, name: str) -> object:
        return getattr(self._order, name)


def test_the_welcome_greets_by_name_and_links_to_the_account(press: Press, settings: Settings) -> None:
    email = emails.welcome(press, Account(email="ayesha@example.com", name="Ayesha Khan"))
    assert "Welcome, Ayesha Khan" in email.text
    assert f"{settings.base_url}/account" in email.html


@pytest.mark.parametrize(
    "name",
    [
        "Win at https://evil.example",
        "evil.example/prize",
        "me@evil.example",
        "Call 03001234567",
        "<b>x</b>",
        "x" * 61,
    ],
)
def test_a_name_that_is_an_advert_is_not_greeted(press: Press, name: str) -> None:
    email = emails.welcome(press, Account(email="victim@example.com", name=name))
    assert name not in email.text + email.html + email.subject


@pytest.mark.parametrize("name", ["Ayesha Khan", "Muhd. Ali", "O’Brien-Shah", "عائشہ خان"])
def test_real_names_are_greeted(name: str) -> None:
    assert greeting_name(name) == name


async def test_an_order_without_rows_is_not_found(sessions: SessionMaker) -> None:
    from app.core.errors import NotFound

    async with sessions() as session:
        with pytest.raises(NotFound):
            await order_story(session, 1)
