"""An email as the wire wants it: one recipient, nothing smuggled in."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from app.notifications.email import Email, as_mime, one_line
from app.notifications.senders import Undeliverable

MOMENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def _mime(**changes: str) -> EmailMessage:
    given = {
        "kind": "welcome",
        "to": "ayesha@example.com",
        "subject": "Hello",
        "text": "Text – ✓\n",
        "html": "<p>✓",
    }
    return as_mime(
        Email(**(given | changes)),
        sender="Buy2Enjoy <orders@buy2enjoy.example>",
        reply_to="help@buy2enjoy.example",
        key="order_placed:order:1:1",
        moment=MOMENT,
    )


def test_both_parts_and_the_headers_survive_the_way() -> None:
    read = message_from_bytes(_mime().as_bytes(), policy=default)
    assert read["To"] == "ayesha@example.com"
    assert read["From"] == "Buy2Enjoy <orders@buy2enjoy.example>"
    assert read["Reply-To"] == "help@buy2enjoy.example"
    assert read["Date"].datetime == MOMENT
    assert read["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    text = read.get_body(("plain",))
    assert text is not None
    assert text.get_content().strip() == "Text – ✓"


def test_every_line_is_short_enough_for_any_server() -> None:
    raw = _mime(text="word " * 1_000, html="<p>" + "x" * 5_000).as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\x0b", "\u2028", "\x85", "\x00"])
def test_a_subject_brings_no_header_along(ending: str) -> None:
    read = message_from_bytes(_mime(subject=f"Order{ending}Bcc: spy@evil.example").as_bytes(), policy=default)
    assert read["Bcc"] is None
    assert read["Subject"] == "Order Bcc: spy@evil.example"


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: spy@evil.example",
        "a@b.example\nBcc: spy@evil.example",
        "a@b.example, spy@evil.example",
        "a@b.example; spy@evil.example",
        "A <a@b.example>",
        "",
        "nobody",
        "a b@c.example",
    ],
)
def test_what_is_not_one_address_is_undeliverable(address: str) -> None:
    with pytest.raises(Undeliverable):
        _mime(to=address)


def test_the_same_key_makes_the_same_message_id() -> None:
    assert _mime()["Message-ID"] == _mime(subject="Other")["Message-ID"]
    assert _mime()["Message-ID"].endswith("@buy2enjoy.example>")


def test_a_subject_has_an_end() -> None:
    assert len(one_line("x" * 10_000)) == 150
    assert one_line("\u202eabc\u2066 d\t e") == "abc d e"
