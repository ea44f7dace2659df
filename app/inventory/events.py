"""What happened to stock. Search and caches listen, as availability on pages follows."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class _ReservationEvent:
    aggregate: ClassVar[str] = "reservation"
    reservation_id: int
    variant_id: int


@dataclass(frozen=True, slots=True)
class StockReserved(_ReservationEvent):
    """Units were promised to an order."""


@dataclass(frozen=True, slots=True)
class StockCommitted(_ReservationEvent):
    """A promise became firm: the order was paid or confirmed."""


@dataclass(frozen=True, slots=True)
class StockReleased(_ReservationEvent):
    """Promised units are for sale again."""


@dataclass(frozen=True, slots=True)
class StockShipped(_ReservationEvent):
    """Promised units left the warehouse."""


@dataclass(frozen=True, slots=True)
class StockChanged:
    """Units came in or were corrected. `act_id` names the staff act or import."""

    aggregate: ClassVar[str] = "stock_act"
    stock_act_id: int
    variant_id: int


@dataclass(frozen=True, slots=True)
class StockReturned:
    """A sold-out variant can be had again, and it is this person's turn to hear of it."""

    aggregate: ClassVar[str] = "stock_alert"
    stock_alert_id: int
    variant_id: int
