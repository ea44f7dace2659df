"""Tables of stock: what lies where, what is promised to whom, and every movement that led there."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Line, LongText, Moment, UpdatedAt
from app.core.db import Base

MOVEMENT_KINDS = (
    "receive",
    "reserve",
    "release",
    "ship",
    "return_restock",
    "return_scrap",
    "adjust",
    "transfer_out",
    "transfer_in",
)
RESERVATION_STATES = ("held", "expiring", "committed", "released", "shipped")


class Warehouse(Base):
    """A place with shelves. Orders take stock from the lowest `priority` that has it."""

    __tablename__ = "warehouses"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Line]
    city: Mapped[Line]
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    is_active: Mapped[bool] = mapped_column(server_default="true")


class StockItem(Base):
    """Units of a variant in a warehouse: `on_hand = available + allocated`, neither below zero (S1, S2)."""

    __tablename__ = "stock_items"
    __table_args__ = (
        CheckConstraint("available >= 0", name="available"),
        CheckConstraint("allocated >= 0", name="allocated"),
        Index(None, "variant_id"),
    )

    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"), primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    available: Mapped[int] = mapped_column(server_default="0")
    allocated: Mapped[int] = mapped_column(server_default="0")
    on_hand: Mapped[int] = mapped_column(Computed("available + allocated", persisted=True))
    low_stock_at: Mapped[int] = mapped_column(server_default="5")
    """At or under this many, pages say “Only n left”."""
    updated_at: Mapped[UpdatedAt]


class Movement(Base):
    """One change of a stock item. Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE (S3).

    One cause makes at most one movement of a kind (S5): `ref_type` and `ref_id` name the cause.
    """

    __tablename__ = "movements"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('receive', 'reserve', 'release', 'ship', 'return_restock', 'return_scrap', 'adjust', "
            "'transfer_out', 'transfer_in')",
            name="kind",
        ),
        UniqueConstraint("kind", "ref_type", "ref_id", "variant_id", "warehouse_id"),
        Index(None, "variant_id", "warehouse_id", "id"),
    )

    id: Mapped[Id]
    kind: Mapped[Code]
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    d_on_hand: Mapped[int]
    d_allocated: Mapped[int]
    ref_type: Mapped[Code]
    ref_id: Mapped[int] = mapped_column(BigInteger)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    reason: Mapped[LongText]
    created_at: Mapped[CreatedAt]


class StockAct(Base):
    """A staff act on stock (receive, adjust, count): the cause that its movements refer to, idempotent by
    `key`.
    """

    __tablename__ = "stock_acts"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Code]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    reason: Mapped[LongText]
    created_at: Mapped[CreatedAt]


class Reservation(Base):
    """Units promised to an order's line: held, expiring, committed, released or shipped."""

    __tablename__ = "reservations"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("state IN ('held', 'expiring', 'committed', 'released', 'shipped')", name="state"),
        Index(None, "order_id"),
        Index("ix_reservations_due", "expires_at", postgresql_where=text("state IN ('held', 'expiring')")),
        Index(
            "ix_reservations_live",
            "variant_id",
            "warehouse_id",
            postgresql_where=text("state IN ('held', 'expiring', 'committed')"),
        ),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"))
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    quantity: Mapped[int]
    state: Mapped[Code] = mapped_column(server_default="held")
    version: Mapped[int] = mapped_column(server_default="1")
    expires_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class StockAlert(Base):
    """Somebody who is told once when a sold-out variant can be had again (X-16). Oldest first."""

    __tablename__ = "stock_alerts"
    __table_args__ = (
        Index(
            "uq_stock_alerts_waiting",
            "variant_id",
            "email",
            unique=True,
            postgresql_where=text("told_at IS NULL"),
        ),
        Index("ix_stock_alerts_told", "variant_id", "told_at", postgresql_where=text("told_at IS NOT NULL")),
        Index(None, "email"),
    )

    id: Mapped[Id]
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id", ondelete="CASCADE"))
    email: Mapped[str]
    consent: Mapped[Line]
    """The sentence they agreed to, as it was shown."""
    created_at: Mapped[CreatedAt]
    told_at: Mapped[Moment | None] = mapped_column(default=None)
