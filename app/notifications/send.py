"""Send an email once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.core.db import SessionMaker
from app.core.settings import Settings
from app.notifications.email import Email, as_mime
from app.notifications.models import Message
from app.notifications.senders import Sender, Undeliverable, Unreachable


@dataclass(frozen=True, slots=True)
class _Claim:
    """The stored message that this run is to send. What was stored first is what is sent, however often it is tried."""

    id: int
    email: Email
    created_at: datetime


async def send(
    sessions: SessionMaker,
    sender: Sender,
    settings: Settings,
    email: Email,
    *,
    key: str,
    order_id: int | None = None,
) -> bool:
    """Send the message of that `key` unless it was sent before; True when this call sent it.

    Claim, send, mark, with no transaction open while the mail server is spoken to. A crash between sending and
    marking may repeat the message, with the same Message-ID; none is ever lost. The caller sees to it that one key
    is not sent by two at once. Raises Undeliverable or Unreachable, noted on the message.
    """
    claim = await _claim(sessions, email, key, order_id)
    if claim is None:
        return False
    try:
        message = as_mime(
            claim.email,
            sender=settings.mail_from,
            reply_to=settings.shop_email,
            key=key,
            moment=claim.created_at,
        )
        await sender.send(message)
    except Undeliverable as error:
        await _mark(sessions, claim.id, {"state": "failed", "last_error": str(error)})
        raise
    except Unreachable as error:
        await _mark(sessions, claim.id, {"state": "queued", "last_error": str(error)})
        raise
    await _mark(sessions, claim.id, {"state": "sent", "sent_at": func.now(), "last_error": ""})
    return True


async def _claim(sessions: SessionMaker, email: Email, key: str, order_id: int | None) -> _Claim | None:
    stored = {
        "dedupe_key": key,
        "kind": email.kind,
        "recipient": email.to,
        "subject": email.subject,
        "body_text": email.text,
        "body_html": email.html,
        "order_id": order_id,
    }
    async with sessions() as session, session.begin():
        await session.execute(insert(Message).values(**stored).on_conflict_do_nothing())
        locked = select(Message).where(Message.dedupe_key == key).with_for_update(key_share=True)
        row = (await session.scalars(locked)).one()
        if row.state == "sent":
            return None
        row.state = "sending"
        row.tries += 1
        kept = Email(
            row.kind, row.recipient, row.subject, row.body_text, row.body_html, email.unsubscribe_url
        )
        return _Claim(row.id, kept, row.created_at)


async def _mark(sessions: SessionMaker, message_id: int, change: Mapping[str, Any]) -> None:
    async with sessions() as session, session.begin():
        await session.execute(update(Message).where(Message.id == message_id).values(**change))
