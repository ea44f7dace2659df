"""What happened to an order."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class _OrderEvent:
    aggregate: ClassVar[str] = "order"
    order_id: int


@dataclass(frozen=True, slots=True)
class OrderPlaced(_OrderEvent):
    """A customer pressed the button, and stock is held."""


@dataclass(frozen=True, slots=True)
class OrderPaid(_OrderEvent):
    """The money is there."""


@dataclass(frozen=True, slots=True)
class OrderConfirmed(_OrderEvent):
    """The customer of a cash order said yes."""


@dataclass(frozen=True, slots=True)
class OrderStarted(_OrderEvent):
    """Somebody began to pick."""


@dataclass(frozen=True, slots=True)
class OrderPacked(_OrderEvent):
    """The parcel is closed."""


@dataclass(frozen=True, slots=True)
class OrderShipped(_OrderEvent):
    """The last parcel left."""


@dataclass(frozen=True, slots=True)
class OrderDelivered(_OrderEvent):
    """The customer has everything."""


@dataclass(frozen=True, slots=True)
class OrderCancelled(_OrderEvent):
    """It will not happen; what was held is for sale again."""


@dataclass(frozen=True, slots=True)
class OrderExpired(_OrderEvent):
    """Payment or confirmation did not come in time."""


@dataclass(frozen=True, slots=True)
class OrderUnfillable(_OrderEvent):
    """Paid too late, and the goods are gone: staff must substitute or refund."""
