"""Why a picture cannot be had."""

from app.core.errors import Conflict, ShopError


class TooManyPictures(Conflict):
    """So many pictures are being made that this one would take too long. Asking again later helps."""


class CannotMakePicture(ShopError):
    """Drawing or decoding broke, took too long or took too much memory."""


class CannotReachPictures(ShopError):
    """The store of pictures does not answer. Asking again later helps."""
