"""Tables of delivery: where to, for how much, and every parcel."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.columns import Code, CreatedAt, Id, Line, LongText, Moment, Paisa, UpdatedAt
from app.core.db import Base


class DeliveryZone(Base):
    """Places that cost and take the same."""

    __tablename__ = "delivery_zones"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Line]


class City(Base):
    """A city of the address form's pick-list."""

    __tablename__ = "cities"
    __table_args__ = (UniqueConstraint("name", "province"),)

    id: Mapped[Id]
    name: Mapped[Line]
    province: Mapped[Line]
    urdu_name: Mapped[Line] = mapped_column(server_default="")
    postal_code: Mapped[str] = mapped_column(server_default="")
    zone_id: Mapped[int] = mapped_column(ForeignKey("delivery_zones.id"))


class DeliveryRate(Base):
    """A way of delivering to a zone: its price up to a weight, and its days from hand-over."""

    __tablename__ = "delivery_rates"
    __table_args__ = (
        UniqueConstraint("zone_id", "method", "up_to_grams"),
        CheckConstraint("price >= 0 AND up_to_grams > 0 AND days_max >= days_min", name="amounts"),
    )

    id: Mapped[Id]
    zone_id: Mapped[int] = mapped_column(ForeignKey("delivery_zones.id"))
    method: Mapped[Code]
    title: Mapped[Line]
    courier: Mapped[Code]
    up_to_grams: Mapped[int]
    price: Mapped[Paisa]
    free_over: Mapped[Paisa | None] = mapped_column(default=None)
    """Goods total from which this is free."""
    days_min: Mapped[int] = mapped_column(SmallInteger)
    days_max: Mapped[int] = mapped_column(SmallInteger)
    allows_cod: Mapped[bool] = mapped_column(server_default="true")


class Holiday(Base):
    """A day on which nothing is packed or delivered; kept by staff, as Eid moves with the moon."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[Line]


class Shipment(Base):
    """One parcel of an order; an order may have several."""

    __tablename__ = "shipments"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft', 'booking', 'booking_unknown', 'booked', 'picked_up', 'in_transit', 'out_for_delivery', "
            "'delivered', 'attempt_failed', 'returning', 'returned', 'cancelled', 'lost')",
            name="state",
        ),
        Index(None, "order_id"),
        Index(None, "courier", "tracking_number"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    courier: Mapped[Code]
    tracking_number: Mapped[str] = mapped_column(server_default="")
    state: Mapped[Code] = mapped_column(server_default="draft")
    version: Mapped[int] = mapped_column(server_default="1")
    weight_grams: Mapped[int] = mapped_column(server_default="0")
    cod_amount: Mapped[Paisa] = mapped_column(server_default="0")
    """Cash the rider collects, in paisa."""
    shipped_at: Mapped[Moment | None] = mapped_column(default=None)
    delivered_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    lines: Mapped[list["ShipmentLine"]] = relationship(lazy="raise")


class ShipmentLine(Base):
    """What is in the parcel."""

    __tablename__ = "shipment_lines"
    __table_args__ = (
        UniqueConstraint("shipment_id", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    id: Mapped[Id]
    shipment_id: Mapped[int] = mapped_column(ForeignKey("shipments.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"))
    quantity: Mapped[int]


class ShipmentScan(Base):
    """What the courier said, as it said it."""

    __tablename__ = "shipment_scans"
    __table_args__ = (UniqueConstraint("shipment_id", "happened_at", "text"),)

    id: Mapped[Id]
    shipment_id: Mapped[int] = mapped_column(ForeignKey("shipments.id"))
    text: Mapped[LongText]
    place: Mapped[Line] = mapped_column(server_default="")
    happened_at: Mapped[Moment]
    created_at: Mapped[CreatedAt]
