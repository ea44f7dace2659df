"""How stock refuses."""

from app.core.errors import Conflict, NotFound


class SoldOut(Conflict):
    """Fewer units than asked for. `available` maps each short variant's id to what is left."""

    def __init__(self, available: dict[int, int]) -> None:
        super().__init__("Just sold out.")
        self.available = available


class StockMoved(Conflict):
    """Somebody took the units between looking and taking; looking again may find them elsewhere."""


class UnitsPromised(Conflict):
    """Stock cannot be lowered so far: units are promised to orders, whose numbers the message names."""


class LedgerBroken(RuntimeError):
    """A reservation holds more than its shelf has allocated: invariant S4 is broken, so nothing may be written."""

    def __init__(self, reservation_id: int) -> None:
        super().__init__(f"reservation {reservation_id} holds more than its shelf has allocated (S4)")


class NothingToWaitFor(NotFound):
    """It is not for sale, so it will not come back."""


class StockIsHere(Conflict):
    """Nobody needs to wait: it can be had now."""
