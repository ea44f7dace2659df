"""How carts refuse."""

from app.core.errors import NotFound, Rejected


class NotForSale(Rejected):
    """The variant does not exist, is hidden, or its product is not published."""

    def __init__(self) -> None:
        super().__init__("This item is not for sale any more.")


class NothingLeft(Rejected):
    """Not one unit can be added."""

    def __init__(self) -> None:
        super().__init__("This item just sold out.")


class NoSuchLine(NotFound):
    """The line is not in this cart."""
