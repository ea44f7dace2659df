"""Sending: once for each key, through a real SMTP conversation."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select

from app.core.db import SessionMaker
from app.core.settings import Settings
from app.notifications.email import Email
from app.notifications.models import Message
from app.notifications.send import send
from app.notifications.senders import Sender, Undeliverable, Unreachable, make_sender
from app.notifications.senders.mailbox import Mailbox
from app.notifications.senders.smtp import Smtp

EMAIL = Email("welcome", "ayesha@example.com", "Hello – ✓", "Text ✓\n", "<p>✓</p>")


class Office:
    """A mail server that answers as told and keeps what it takes."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.rcpt_answer = "250 OK"
        self.data_answer = "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data_answer.startswith("250"):
            self.taken.append(envelope)
        return self.data_answer


@asynccontextmanager
async def office(port: int = 0) -> AsyncIterator[tuple[Office, Smtp]]:
    kept = Office()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(kept, hostname="mail.example"), "127.0.0.1", port
    )
    try:
        yield kept, Smtp("127.0.0.1", server.sockets[0].getsockname()[1], timeout=2)
    finally:
        server.close()


async def _send(
    sessions: SessionMaker, sender: Sender, settings: Settings, key: str = "k:1", **change: str
) -> bool:
    given = {
        "kind": EMAIL.kind,
        "to": EMAIL.to,
        "subject": EMAIL.subject,
        "text": EMAIL.text,
        "html": EMAIL.html,
    }
    return await send(sessions, sender, settings, Email(**(given | change)), key=key)


async def _message(sessions: SessionMaker) -> Message:
    async with sessions() as session:
        return (await session.scalars(select(Message))).one()


async def test_a_message_goes_out_once(sessions: SessionMaker, settings: Settings) -> None:
    async with office() as (post, smtp):
        assert await _send(sessions, smtp, settings)
        assert not await _send(sessions, smtp, settings, subject="Another")
    (envelope,) = post.taken
    assert envelope.rcpt_tos == ["ayesha@example.com"]
    assert envelope.mail_from == "orders@buy2enjoy.example"
    assert b"multipart/alternative" in envelope.original_content  # type: ignore[operator]
    message = await _message(sessions)
    assert (message.state, message.tries, message.last_error) == ("sent", 1, "")
    assert message.sent_at is not None


async def test_a_server_that_is_down_gets_it_later_and_as_it_was_first_written(
    sessions: SessionMaker, settings: Settings
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    away = Smtp("127.0.0.1", port, timeout=1)
    with pytest.raises(Unreachable):
        await _send(sessions, away, settings)
    assert (await _message(sessions)).state == "queued"
    async with office(port) as (post, _):
        assert await _send(sessions, away, settings, subject="Written again meanwhile")
    assert len(post.taken) == 1
    message = await _message(sessions)
    assert (message.state, message.tries, message.subject) == ("sent", 2, EMAIL.subject)


@pytest.mark.parametrize(
    ("answers", "expected", "state"),
    [
        ({"rcpt_answer": "550 no such user"}, Undeliverable, "failed"),
        ({"data_answer": "554 refused"}, Undeliverable, "failed"),
        ({"rcpt_answer": "450 mailbox busy"}, Unreachable, "queued"),
        ({"data_answer": "451 try later"}, Unreachable, "queued"),
    ],
)
async def test_refusals_for_good_and_for_now(
    sessions: SessionMaker, settings: Settings, answers: dict[str, str], expected: type[Exception], state: str
) -> None:
    async with office() as (post, smtp):
        vars(post).update(answers)
        with pytest.raises(expected):
            await _send(sessions, smtp, settings)
        assert post.taken == []
    message = await _message(sessions)
    assert message.state == state
    assert "ayesha" not in message.last_error


async def test_a_password_is_never_sent_in_the_clear(sessions: SessionMaker, settings: Settings) -> None:
    async with office() as (post, smtp):
        insisting = Smtp(smtp.host, smtp.port, username="shop", password="secret", timeout=2)
        with pytest.raises(Unreachable):
            await _send(sessions, insisting, settings)
        assert post.taken == []


async def test_a_silent_server_is_given_up(sessions: SessionMaker, settings: Settings) -> None:
    silent = await asyncio.start_server(lambda *_: asyncio.sleep(5), "127.0.0.1", 0)
    try:
        port = silent.sockets[0].getsockname()[1]
        with pytest.raises(Unreachable):
            await _send(sessions, Smtp("127.0.0.1", port, timeout=0.2), settings)
    finally:
        silent.close()


async def test_the_mailbox_takes_what_could_be_sent_and_refuses_the_rest(
    sessions: SessionMaker, settings: Settings
) -> None:
    with pytest.raises(Undeliverable):
        await _send(sessions, Mailbox(), settings, key="bad", to="a@b.example\nBcc: c@d.example")
    assert (await _message(sessions)).state == "failed"
    assert await _send(sessions, Mailbox(), settings, key="good")


def test_the_setting_picks_the_sender(settings: Settings) -> None:
    assert isinstance(make_sender(settings), Mailbox)
    url = "smtp://shop%40x:p%2Fw@mail.example"
    with_server = make_sender(settings.model_copy(update={"smtp_url": url}))
    assert with_server == Smtp("mail.example", 587, "shop@x", "p/w")
    assert Smtp.from_url("smtps://mail.example") == Smtp("mail.example", 465, tls=True)
    for wrong in ("mail.example:25", "http://mail.example", "smtp://"):
        with pytest.raises(ValueError, match="SMTP_URL"):
            Smtp.from_url(wrong)
