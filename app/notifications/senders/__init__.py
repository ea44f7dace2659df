"""The ways to send mail. `SMTP_URL` picks: a mail server, or without it the mailbox page of development."""

from app.core.settings import Settings
from app.notifications.senders.base import Sender, Undeliverable, Unreachable
from app.notifications.senders.mailbox import Mailbox
from app.notifications.senders.smtp import Smtp

__all__ = ["Sender", "Undeliverable", "Unreachable", "make_sender"]


def make_sender(settings: Settings) -> Sender:
    """The sender of this process. Raises ValueError on an SMTP_URL that is none."""
    return Smtp.from_url(settings.smtp_url) if settings.smtp_url else Mailbox()
