"""No mail server: the stored message is the delivery, and the mailbox page of development shows it."""

from email.message import EmailMessage


class Mailbox:
    """Takes every message as delivered; `messages` keeps what was said."""

    async def send(self, message: EmailMessage) -> None:
        """Build the bytes, so that what could not be sent for real does not pass here either."""
        message.as_bytes()
