"""Tables of what the shop tells people."""

from sqlalchemy import ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Line, LongText, Moment
from app.core.db import Base


class Message(Base):
    """An email or SMS. `dedupe_key` makes one cause one message, however often the worker tries.

    States: queued, sending, sent, failed. A crash between sending and noting it may repeat one message, never
    lose one.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index(None, "created_at"),
        Index("ix_messages_unsent", "id", postgresql_where=text("state <> 'sent'")),
    )

    id: Mapped[Id]
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Code]
    """Which message: `order_placed`."""
    channel: Mapped[Code] = mapped_column(server_default="email")
    recipient: Mapped[str]
    """An email address has up to 254 characters."""
    subject: Mapped[Line]
    body_text: Mapped[LongText]
    body_html: Mapped[LongText]
    state: Mapped[Code] = mapped_column(server_default="queued")
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    last_error: Mapped[LongText]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), default=None)
    created_at: Mapped[CreatedAt]
    sent_at: Mapped[Moment | None] = mapped_column(default=None)


class Notification(Base):
    """A line of the account's bell menu (F-166)."""

    __tablename__ = "notifications"
    __table_args__ = (Index(None, "account_id", "is_read", "created_at"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    type: Mapped[Code]
    message: Mapped[LongText]
    url: Mapped[str] = mapped_column(server_default="")
    is_read: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[CreatedAt]
