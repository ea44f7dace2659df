"""What a caller of search may have to tell somebody."""

from app.core.errors import NotFound


class NoSuchRequest(NotFound):
    """Nobody asked for a product by that number."""


class NoSuchSynonym(NotFound):
    """There is no synonym of that number."""


class NoSuchRank(NotFound):
    """There is no pin or boost of that number."""
