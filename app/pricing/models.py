"""Tables of tax, coupons and gift cards."""

from datetime import date

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Json, Line, LongText, Moment, Paisa
from app.core.db import Base


class TaxClass(Base):
    """How a product is taxed. The classes are data that the shop's accountant confirms, never code."""

    __tablename__ = "tax_classes"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[Line]


class TaxRate(Base):
    """A class's rate from a day on, in hundredths of a per cent (18 % = 1800)."""

    __tablename__ = "tax_rates"
    __table_args__ = (
        UniqueConstraint("tax_class", "valid_from"),
        CheckConstraint("rate BETWEEN 0 AND 10000", name="rate"),
    )

    id: Mapped[Id]
    tax_class: Mapped[str] = mapped_column(ForeignKey("tax_classes.code"))
    rate: Mapped[int]
    valid_from: Mapped[date]


class Coupon(Base):
    """A code that lowers an order.

    `used` counts redemptions held or spent and never passes `max_uses` (C1).
    """

    __tablename__ = "coupons"
    __table_args__ = (
        CheckConstraint("code = upper(code)", name="code_upper"),
        CheckConstraint("kind IN ('percentage', 'fixed', 'free_delivery')", name="kind"),
        CheckConstraint("used >= 0 AND (max_uses IS NULL OR used <= max_uses)", name="uses"),
        CheckConstraint("kind <> 'percentage' OR amount BETWEEN 1 AND 100", name="percentage"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Code]
    amount: Mapped[int] = mapped_column(BigInteger)
    """Whole per cent, or paisa for a fixed coupon."""
    min_goods_total: Mapped[Paisa] = mapped_column(server_default="0")
    account_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
    """Only these people may use it; empty: everybody."""
    max_uses: Mapped[int | None] = mapped_column(default=None)
    max_uses_per_customer: Mapped[int | None] = mapped_column(SmallInteger, default=None)
    used: Mapped[int] = mapped_column(server_default="0")
    is_active: Mapped[bool] = mapped_column(server_default="true")
    starts_at: Mapped[Moment | None] = mapped_column(default=None)
    expires_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]


class CouponRedemption(Base):
    """A coupon in an order: held, spent or released. `customer_key` is an account, or a guest's email or
    phone.
    """

    __tablename__ = "coupon_redemptions"
    __table_args__ = (
        UniqueConstraint("coupon_id", "order_id"),
        Index(
            "uq_coupon_redemptions_slot",
            "coupon_id",
            "customer_key",
            "slot",
            unique=True,
            postgresql_where=text("state <> 'released'"),
        ),
    )

    id: Mapped[Id]
    coupon_id: Mapped[int] = mapped_column(ForeignKey("coupons.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    customer_key: Mapped[str]
    slot: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[Code] = mapped_column(server_default="held")
    created_at: Mapped[CreatedAt]


class Promotion(Base):
    """A discount that applies by itself; its conditions and benefit are data."""

    __tablename__ = "promotions"

    id: Mapped[Id]
    name: Mapped[Line]
    stacking_class: Mapped[Code] = mapped_column(server_default="line")
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    conditions: Mapped[Json]
    benefit: Mapped[Json]
    is_active: Mapped[bool] = mapped_column(server_default="false")
    starts_at: Mapped[Moment | None] = mapped_column(default=None)
    expires_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]


class GiftCard(Base):
    """Money kept for somebody. `balance` is the sum of its ledger (G1); only the code's hash is stored."""

    __tablename__ = "gift_cards"
    __table_args__ = (CheckConstraint("balance >= 0", name="balance"),)

    id: Mapped[Id]
    code_hash: Mapped[str] = mapped_column(unique=True)
    last4: Mapped[str] = mapped_column(String(4))
    balance: Mapped[Paisa] = mapped_column(server_default="0")
    expires_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]


class GiftCardEntry(Base):
    """One movement of a gift card's money, in paisa, plus or minus. Append-only."""

    __tablename__ = "gift_card_entries"
    __table_args__ = (UniqueConstraint("gift_card_id", "kind", "ref_id"),)

    id: Mapped[Id]
    gift_card_id: Mapped[int] = mapped_column(ForeignKey("gift_cards.id"))
    kind: Mapped[Code]
    ref_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Paisa]
    note: Mapped[LongText]
    created_at: Mapped[CreatedAt]
