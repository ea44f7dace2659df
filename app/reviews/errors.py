"""Why a review, a vote or a question is not taken."""

from app.core.errors import Conflict, NotFound, Rejected


class NotDeliveredYet(Conflict):
    """Only what has arrived can be reviewed (B11)."""


class AlreadyReviewed(Conflict):
    """One review for each line of an order."""


class NoSuchReview(NotFound):
    """There is none, or it is not shown."""


class OwnReview(Rejected):
    """Nobody votes for themselves (B11)."""


class NoSuchQuestion(NotFound):
    """There is none."""
