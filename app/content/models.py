"""Tables of what staff write: pages, banners, announcements, home sections, redirects, subscribers."""

from sqlalchemy import SmallInteger, func
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Json, Line, LongText, Moment, UpdatedAt
from app.core.db import Base


class Page(Base):
    """A text page such as “About us”. The body is HTML, sanitised on write and on render."""

    __tablename__ = "pages"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Line]
    body: Mapped[LongText]
    seo_title: Mapped[Line] = mapped_column(server_default="")
    """What search engines show instead of the title; empty for the title itself."""
    seo_description: Mapped[str] = mapped_column(server_default="")
    footer: Mapped[Code] = mapped_column(server_default="")
    """The footer's column that links to it: `help`, `company`, or empty for none."""
    is_published: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class Banner(Base):
    """A slide of the home page's carousel."""

    __tablename__ = "banners"

    id: Mapped[Id]
    tab: Mapped[Line]
    """The slide's name on its tab."""
    note: Mapped[Line] = mapped_column(server_default="")
    """The handwritten line above the headline."""
    headline: Mapped[Line]
    highlight: Mapped[Line] = mapped_column(server_default="")
    """The words of the headline that are swiped with the highlighter."""
    text: Mapped[LongText]
    button: Mapped[Line]
    url: Mapped[str]
    tint: Mapped[str] = mapped_column(server_default="butter")
    pictures: Mapped[Json]
    """`{"sources": ["drawing:backpack?…", …]}`, at most five."""
    position: Mapped[int] = mapped_column(SmallInteger)
    starts_at: Mapped[Moment | None] = mapped_column(default=None)
    ends_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]


class Announcement(Base):
    """A message of the ticker under the menu."""

    __tablename__ = "announcements"

    id: Mapped[Id]
    text: Mapped[Line]
    icon: Mapped[str] = mapped_column(server_default="tag")
    url: Mapped[str] = mapped_column(server_default="")
    position: Mapped[int] = mapped_column(SmallInteger)
    starts_at: Mapped[Moment | None] = mapped_column(default=None)
    ends_at: Mapped[Moment | None] = mapped_column(default=None)


class HomeSection(Base):
    """A band of the home page: which list, under which words, in which order."""

    __tablename__ = "home_sections"

    id: Mapped[Id]
    kind: Mapped[Code]
    title: Mapped[Line]
    note: Mapped[Line] = mapped_column(server_default="")
    settings: Mapped[Json]
    position: Mapped[int] = mapped_column(SmallInteger)
    is_on: Mapped[bool] = mapped_column(server_default="true")


class Redirect(Base):
    """An old address and where it leads: a path of ours or an https address. Asked only where no page is."""

    __tablename__ = "redirects"

    id: Mapped[Id]
    from_path: Mapped[str] = mapped_column(unique=True)
    to_path: Mapped[str] = mapped_column(index=True)
    hits: Mapped[int] = mapped_column(server_default="0")
    last_hit_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]


class NewsletterSubscriber(Base):
    """An address that asked for news, counted only once it was confirmed."""

    __tablename__ = "newsletter_subscribers"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(unique=True)
    consent_text: Mapped[LongText]
    asked_at: Mapped[Moment] = mapped_column(server_default=func.now())
    """When somebody last typed it in. The confirming link is made of it, so that only the newest one works."""
    confirmed_at: Mapped[Moment | None] = mapped_column(default=None)
    unsubscribed_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
