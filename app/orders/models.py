"""Tables of orders. What was agreed at placing is copied here and never changes (M6)."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Sequence,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.columns import Code, CreatedAt, Id, Json, Line, LongText, Moment, Paisa, UpdatedAt
from app.core.db import Base

order_numbers = Sequence("order_numbers", start=10_001, metadata=Base.metadata)


class Order(Base):
    """An order of an account or of a guest (G-04). Amounts in paisa; prices include sales tax.

    A trigger refuses changes of what was agreed: contact, amounts, methods and dates (M6).
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint(
            "total = goods_total - discount_total + delivery_fee + cod_fee + adjustment_total",
            name="total_adds_up",
        ),
        CheckConstraint(
            "goods_total >= 0 AND discount_total >= 0 AND discount_total <= goods_total + delivery_fee "
            "AND delivery_fee >= 0 AND cod_fee >= 0 AND tax_included >= 0 AND total >= 0",
            name="amounts",
        ),
        CheckConstraint(
            "state IN ('pending', 'paid', 'confirmed', 'processing', 'packed', 'shipped', 'delivered', 'completed', "
            "'cancelled', 'expired', 'unfillable', 'rto')",
            name="state",
        ),
        Index(None, "account_id", "placed_at"),
        Index(None, "state", "placed_at"),
        Index(None, "placed_at"),
        Index(None, "phone"),
        Index(None, "email"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    """Shown to people: `B2E-10482`."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    cart_id: Mapped[int | None] = mapped_column(
        ForeignKey("carts.id", ondelete="SET NULL"), unique=True, default=None
    )
    """One cart makes at most one order (K1)."""
    state: Mapped[Code] = mapped_column(server_default="pending")
    version: Mapped[int] = mapped_column(server_default="1")
    name: Mapped[Line]
    email: Mapped[str]
    phone: Mapped[str]
    currency: Mapped[str] = mapped_column(server_default="PKR")
    goods_total: Mapped[Paisa]
    discount_total: Mapped[Paisa] = mapped_column(server_default="0")
    delivery_fee: Mapped[Paisa]
    cod_fee: Mapped[Paisa] = mapped_column(server_default="0")
    adjustment_total: Mapped[Paisa] = mapped_column(server_default="0")
    """Sum of the order's adjustment rows; the only amount that may change after placing."""
    tax_included: Mapped[Paisa]
    """Sales tax inside the lines' totals."""
    total: Mapped[Paisa]
    coupon_code: Mapped[str] = mapped_column(server_default="")
    payment_method: Mapped[Code]
    delivery_method: Mapped[Code]
    delivery_title: Mapped[Line]
    delivery_from: Mapped[date | None] = mapped_column(default=None)
    delivery_until: Mapped[date | None] = mapped_column(default=None)
    customer_note: Mapped[LongText]
    link_nonce: Mapped[str]
    """Random; the guest's link is signed over it, and changing it revokes the link."""
    hold_expires_at: Mapped[Moment | None] = mapped_column(default=None)
    """Until when stock waits, by the database's clock; set once."""
    placed_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    lines: Mapped[list["OrderLine"]] = relationship(lazy="raise", order_by="OrderLine.position")
    addresses: Mapped[list["OrderAddress"]] = relationship(lazy="raise")


class OrderLine(Base):
    """What was bought, as it was called and priced then. A trigger refuses changes."""

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "variant_id"),
        CheckConstraint("quantity > 0 AND unit_price >= 0 AND discount >= 0", name="amounts"),
        CheckConstraint(
            "line_total = unit_price * quantity - discount AND line_total >= 0", name="total_adds_up"
        ),
        Index(None, "variant_id"),
        Index(None, "product_id"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    sku: Mapped[str]
    name: Mapped[Line]
    variant_title: Mapped[Line] = mapped_column(server_default="")
    slug: Mapped[str]
    image_source: Mapped[str] = mapped_column(server_default="")
    tint: Mapped[str] = mapped_column(server_default="kraft")
    quantity: Mapped[int]
    unit_price: Mapped[Paisa]
    discount: Mapped[Paisa] = mapped_column(server_default="0")
    line_total: Mapped[Paisa]
    tax_class: Mapped[str]
    tax_rate: Mapped[int]
    """Hundredths of a per cent."""
    tax_included: Mapped[Paisa]
    weight_grams: Mapped[int] = mapped_column(server_default="0")


class OrderAddress(Base):
    """Where it goes (`shipping`) or whom the bill names (`billing`), as typed at placing (G-10)."""

    __tablename__ = "order_addresses"
    __table_args__ = (
        UniqueConstraint("order_id", "kind"),
        CheckConstraint("kind IN ('shipping', 'billing')", name="kind"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    kind: Mapped[Code]
    name: Mapped[Line]
    phone: Mapped[str]
    line1: Mapped[Line]
    line2: Mapped[Line] = mapped_column(server_default="")
    landmark: Mapped[Line] = mapped_column(server_default="")
    city: Mapped[Line]
    province: Mapped[Line]
    country: Mapped[str] = mapped_column(server_default="PK")
    postal_code: Mapped[str] = mapped_column(server_default="")


class OrderAdjustment(Base):
    """A correction of the total after placing, with author and reason. Append-only."""

    __tablename__ = "order_adjustments"

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    amount: Mapped[Paisa]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    reason: Mapped[LongText]
    created_at: Mapped[CreatedAt]


class OrderNote(Base):
    """A remark of staff; internal unless `is_public`."""

    __tablename__ = "order_notes"
    __table_args__ = (Index(None, "order_id"),)

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    actor_name: Mapped[Line]
    text: Mapped[LongText]
    is_public: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[CreatedAt]


class Return(Base):
    """A customer's wish to send lines back: requested, approved, rejected, received, inspected, closed,
    withdrawn.
    """

    __tablename__ = "returns"
    __table_args__ = (Index(None, "order_id"),)

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    state: Mapped[Code] = mapped_column(server_default="requested")
    version: Mapped[int] = mapped_column(server_default="1")
    reason: Mapped[Code]
    wanted: Mapped[Code]
    """`refund`, `exchange` or `store_credit`."""
    details: Mapped[Json]
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class ReturnLine(Base):
    """How many of a line come back, and what became of them."""

    __tablename__ = "return_lines"
    __table_args__ = (
        UniqueConstraint("return_id", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    id: Mapped[Id]
    return_id: Mapped[int] = mapped_column(ForeignKey("returns.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"))
    quantity: Mapped[int]
    outcome: Mapped[Code] = mapped_column(server_default="")
    """`restock` or `scrap` once inspected."""


class CounterRow(Base):
    """A gap-free number series, taken under a row lock (N1: invoices)."""

    __tablename__ = "counters"

    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))


class CoPurchase(Base):
    """Two products that were bought together: in `orders` orders. Both directions are rows (F-053).

    `score` (millionths) weighs that against how often each sells anyway, so that best sellers do not stand beside
    everything.
    """

    __tablename__ = "co_purchases"
    __table_args__ = (Index("ix_co_purchases_best", "product_id", "score"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    orders: Mapped[int]
    score: Mapped[int] = mapped_column(server_default="0")
