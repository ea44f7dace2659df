"""How the checkout refuses to place an order."""

from collections.abc import Sequence

from app.core.errors import Conflict, Rejected


class CartEmpty(Rejected):
    """There is nothing to order."""

    def __init__(self) -> None:
        super().__init__("Your cart is empty.")


class StepMissing(Rejected):
    """An earlier step has to be answered first; `step` names it."""

    def __init__(self, step: str) -> None:
        super().__init__("A step of the checkout is missing.")
        self.step = step


class CartChanged(Conflict):
    """Prices, stock or fees moved since the review page was shown; nothing was placed. `changes` are
    sentences.
    """

    def __init__(self, changes: Sequence[str]) -> None:
        super().__init__("Something changed while you were checking out.")
        self.changes = list(changes)


class TooManyOpenOrders(Rejected):
    """The cap on unconfirmed cash orders (reliability reference, §3: COD abuse)."""

    def __init__(self) -> None:
        super().__init__(
            "You have cash-on-delivery orders that wait for your yes. Confirm them first, or pay by bank transfer."
        )
