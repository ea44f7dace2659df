"""An email before it is sent, and as the wire wants it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from app.notifications.senders.base import Undeliverable

_POLICY = SMTP.clone(cte_type="7bit")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Email:
    """One message to one person. `kind` names its templates: `order_placed`."""

    kind: str
    to: str
    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""
    """Where one press in the mail program ends such messages (RFC 8058); empty for what belongs to an order."""


def one_line(text: str) -> str:
    """Fit for a header: no line ends, no control or direction characters, not endless (X06)."""
    return " ".join(_CONTROL.sub(" ", text).split())[:_LONGEST_SUBJECT]


def as_mime(email: Email, *, sender: str, reply_to: str, key: str, moment: datetime) -> EmailMessage:
    """The message for one recipient. Raises Undeliverable for an address that is none.

    `key` is what makes the message unique: the same key gives the same Message-ID, so that a message repeated after
    a crash is recognised by mail programs as the same.
    """
    name, address = parseaddr(sender)
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(address, one_line(name))
    message["To"] = _address(email.to)
    message["Reply-To"] = _address(reply_to)
    message["Subject"] = one_line(email.subject)
    message["Date"] = format_datetime(moment)
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{digest}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if email.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{email.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(email.text)
    message.add_alternative(email.html, subtype="html")
    return message


def _address(address: str, name: str = "") -> Address:
    try:
        return Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise Undeliverable("This is no email address.") from error
