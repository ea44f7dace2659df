"""What happened to a parcel."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class _ShipmentEvent:
    aggregate: ClassVar[str] = "shipment"
    shipment_id: int
    order_id: int


@dataclass(frozen=True, slots=True)
class ShipmentBooking(_ShipmentEvent):
    """The courier is being asked."""


@dataclass(frozen=True, slots=True)
class ShipmentBooked(_ShipmentEvent):
    """The courier knows the parcel."""


@dataclass(frozen=True, slots=True)
class ShipmentPickedUp(_ShipmentEvent):
    """The courier has the parcel."""


@dataclass(frozen=True, slots=True)
class ShipmentDelivered(_ShipmentEvent):
    """The customer has the parcel."""
