"""What happened to what staff wrote. Caches listen: the home page, the ticker and the footer are made of it."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ContentChanged:
    """Something that pages show was added, changed, moved or removed.

    `kind` says what: `banner`, `announcement`, `home_section` or `page`. A page's `paths` are the addresses it has
    and had; the other kinds have none, as they show on the home page and (announcements) wherever the ticker runs.
    """

    aggregate: ClassVar[str] = "content"
    content_id: int
    kind: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsletterAsked:
    """Somebody typed an address into the newsletter's form; nothing is sent before its owner confirms."""

    aggregate: ClassVar[str] = "newsletter_subscriber"
    newsletter_subscriber_id: int


@dataclass(frozen=True, slots=True)
class NewsletterConfirmed:
    """The owner of the address said yes."""

    aggregate: ClassVar[str] = "newsletter_subscriber"
    newsletter_subscriber_id: int
