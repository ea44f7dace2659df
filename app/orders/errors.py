"""How orders refuse."""

from app.core.errors import NotFound


class NoSuchOrder(NotFound):
    """There is none, or the asker may not know of it."""
