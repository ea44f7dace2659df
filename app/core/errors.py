"""The four ways an act can be refused. Domains raise their own sentence-named subclasses."""

from collections.abc import Mapping


class ShopError(Exception):
    """A refusal that a person can understand. `message` is plain words for the page."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(ShopError):
    """It does not exist, or the asker may not know that it does."""


class Forbidden(ShopError):
    """The asker is known and may not do this."""


class Conflict(ShopError):
    """It was possible before, but something changed meanwhile."""


class Rejected(ShopError):
    """What was given is wrong. `errors` maps a field name to the sentence shown beside it."""

    def __init__(self, message: str = "", errors: Mapping[str, str] | None = None) -> None:
        super().__init__(message or next(iter((errors or {}).values()), ""))
        self.errors: dict[str, str] = dict(errors or {})
