"""Tables of payments: many attempts an order, at most one that settles it (G-05, M8)."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Json, Line, LongText, Moment, Paisa, UpdatedAt
from app.core.db import Base


class Payment(Base):
    """One attempt to pay. `our_reference` is what the rail is told; `rail_reference` what it answers."""

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("rail", "our_reference"),
        UniqueConstraint("rail", "rail_reference"),
        CheckConstraint(
            "amount > 0 AND captured >= 0 AND refunded >= 0 AND refunded <= captured", name="amounts"
        ),
        CheckConstraint(
            "state IN ('created', 'initiated', 'redirected', 'pending', 'captured', 'failed', 'expired', 'cancelled', "
            "'unknown', 'mismatch', 'partially_refunded', 'refunded', 'disputed', 'lost')",
            name="state",
        ),
        Index(
            "uq_payments_settled",
            "order_id",
            unique=True,
            postgresql_where=text("state = 'captured' AND NOT is_surplus"),
        ),
        Index(None, "order_id"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    rail: Mapped[Code]
    our_reference: Mapped[str]
    rail_reference: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[Code] = mapped_column(server_default="created")
    version: Mapped[int] = mapped_column(server_default="1")
    amount: Mapped[Paisa]
    currency: Mapped[str] = mapped_column(server_default="PKR")
    captured: Mapped[Paisa] = mapped_column(server_default="0")
    refunded: Mapped[Paisa] = mapped_column(server_default="0")
    is_surplus: Mapped[bool] = mapped_column(server_default="false")
    paid_at: Mapped[Moment | None] = mapped_column(default=None)
    expires_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class Refund(Base):
    """Money on its way back: draft, approved, sent, unknown, settled, failed."""

    __tablename__ = "refunds"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"), Index(None, "payment_id"))

    id: Mapped[Id]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    state: Mapped[Code] = mapped_column(server_default="draft")
    version: Mapped[int] = mapped_column(server_default="1")
    amount: Mapped[Paisa]
    reason: Mapped[LongText]
    rail_reference: Mapped[str | None] = mapped_column(default=None)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class RailMessage(Base):
    """Every exchange with a rail, raw with secrets masked, for auditing (F-090). Append-only."""

    __tablename__ = "rail_messages"
    __table_args__ = (Index(None, "payment_id"),)

    id: Mapped[Id]
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id"), default=None)
    rail: Mapped[Code]
    direction: Mapped[Code]
    """`out` for what we sent, `in` for what came back."""
    summary: Mapped[Line]
    payload: Mapped[Json]
    created_at: Mapped[CreatedAt]
