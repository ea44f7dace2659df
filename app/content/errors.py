"""Refusals of what staff write."""

from app.core.errors import Rejected


class PageIsNeeded(Rejected):
    """Checkout, emails or the law lead to this page."""

    def __init__(self) -> None:
        super().__init__(
            "The shop itself links to this page, so it keeps its address and stays published. Change its words."
        )


class RedirectLoops(Rejected):
    """Following it would never end."""


class RedirectExists(Rejected):
    """The old address leads somewhere already."""
