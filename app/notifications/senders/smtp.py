"""Mail by SMTP."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self
from urllib.parse import unquote, urlsplit

import aiosmtplib

from app.notifications.senders.base import Undeliverable, Unreachable

_PORTS = {"smtp": 587, "smtps": 465}
_TIMEOUT = 10.0
_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Smtp:
    """One connection a message: a shop sends few, and a fresh connection never is a stale one.

    `smtps` speaks TLS from the first byte. `smtp` changes to TLS when the server offers it, and insists on it when
    there is a password to protect.
    """

    host: str
    port: int
    username: str | None = None
    password: str | None = None
    tls: bool = False
    timeout: float = _TIMEOUT

    @classmethod
    def from_url(cls, url: str) -> Self:
        """From `smtp://user:password@host:587` or `smtps://…`. Raises ValueError on anything else."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("SMTP_URL must look like smtp://user:password@host:587.")
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            tls=parts.scheme == "smtps",
        )

    async def send(self, message: EmailMessage) -> None:
        """Raises Undeliverable when the server refuses this recipient or text for good, else Unreachable."""
        try:
            await aiosmtplib.send(
                message,
                hostname=self.host,
                port=self.port,
                username=self.username,
                password=self.password,
                use_tls=self.tls,
                start_tls=None if self.tls or not self.username else True,
                timeout=self.timeout,
            )
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise _judge(error) from error


def _judge(error: Exception) -> Undeliverable | Unreachable:
    """A refused recipient or text is the message's fault; everything else (sign-in, sender, line) is ours."""
    refusals: list[aiosmtplib.SMTPResponseException] = []
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        refusals = list(error.recipients)
    elif isinstance(error, aiosmtplib.SMTPDataError):
        refusals = [error]
    told = ", ".join(str(one.code) for one in refusals) or type(error).__name__
    if refusals and all(one.code >= _PERMANENT for one in refusals):
        return Undeliverable(f"The mail server refused the message: {told}.")
    return Unreachable(f"The mail server did not take the message: {told}.")
