"""What happened to an attempt to pay. Every rail ends in the same facts (F-092)."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class _PaymentEvent:
    aggregate: ClassVar[str] = "payment"
    payment_id: int
    order_id: int


@dataclass(frozen=True, slots=True)
class PaymentAwaited(_PaymentEvent):
    """The customer was told how to pay."""


@dataclass(frozen=True, slots=True)
class PaymentCaptured(_PaymentEvent):
    """The money is there."""


@dataclass(frozen=True, slots=True)
class PaymentCancelled(_PaymentEvent):
    """Nobody waits for this money any more."""
