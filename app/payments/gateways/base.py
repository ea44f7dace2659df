"""What every rail can say about itself."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from app.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to pay as the checkout shows it.

    `refusal` says why it cannot be chosen for this order, or is empty.
    """

    rail: str
    title: str
    text: str
    fee: int
    refusal: str = ""


class Gateway(Protocol):
    """One rail. `is_prepaid` tells whether money must come before anything is packed."""

    rail: str
    title: str
    is_prepaid: bool

    def offer(self, settings: Settings, total: int, *, allows_cod: bool) -> Offer:
        """How it is offered for a total in paisa, its own fee not yet included."""
        ...

    def hold(self, settings: Settings) -> timedelta:
        """How long stock waits for it (G-12)."""
        ...
