"""What somebody may be about to type."""

from app.search.engines import complete_words

__all__ = ["complete_words"]
