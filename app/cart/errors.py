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


class SavedListFull(Rejected):
    """As many things are saved for later as the shop keeps."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"You have saved {most} things for later, which is as many as we keep. Remove one first."
        )


class WishlistFull(Rejected):
    """As many things are wished for as the shop keeps."""

    def __init__(self, most: int) -> None:
        super().__init__(f"Your wishlist has {most} things, which is as many as we keep. Remove one first.")


class NoSuchWish(NotFound):
    """The item is not on this account's wishlist."""


class CodeNotKnown(Rejected):
    """Nobody issued a coupon or gift card with this code."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(errors={field: f"We do not know the code {code}."})
