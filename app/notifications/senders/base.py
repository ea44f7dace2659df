"""What every way of sending promises."""

from email.message import EmailMessage
from typing import Protocol


class Undeliverable(Exception):
    """Permanent: this message will never arrive, so it is not tried again."""


class Unreachable(Exception):
    """Temporary: the mail server is away, slow, or asks to come back later."""


class Sender(Protocol):
    """Hands a finished message over. Returning means that somebody else is answerable for it now."""

    async def send(self, message: EmailMessage) -> None:
        """Raises Undeliverable or Unreachable."""
        ...
