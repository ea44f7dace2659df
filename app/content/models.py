"""Tables of what staff write: pages, banners, announcements, home sections, redirects, subscribers."""

from sqlalchemy import SmallInteger
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
    seo_description: Mapped[str] = mapped_column(server_default="")
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
    """An old address and where it leads."""

    __tablename__ = "redirects"

    from_path: Mapped[str] = mapped_column(primary_key=True)
    to_path: Mapped[str]
    status: Mapped[int] = mapped_column(SmallInteger, server_default="301")
    hits: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[CreatedAt]


class NewsletterSubscriber(Base):
    """An address that asked for news, counted only once it was confirmed."""

    __tablename__ = "newsletter_subscribers"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(unique=True)
    consent_text: Mapped[LongText]
    confirmed_at: Mapped[Moment | None] = mapped_column(default=None)
    unsubscribed_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
