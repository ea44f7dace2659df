"""What went wrong, in one shape for pages, fragments and the API: a status, a title, a sentence, headers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from litestar.exceptions import HTTPException, ValidationException
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from app.accounts.errors import TooManySignIns
from app.core.errors import Conflict, Forbidden, NotFound, Rejected, ShopError
from app.web.auth import SignInNeeded
from app.web.limits import TooMany

_RETRY_SOON = {"Retry-After": "10"}
_CONNECTION_STATES = ("08", "57P0", "53")
"""SQLSTATE beginnings for: connection lost, server shutting down, out of connections or memory."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`sentence` is for people and holds nothing of the inside; `errors` are a form's sentences by field."""

    status: int
    sentence: str
    headers: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The status in words."""
        return _TITLES.get(self.status) or HTTPStatus(self.status).phrase


_TITLES = {
    400: "We could not read that",
    403: "Not yours to see",
    404: "Page not found",
    405: "That does not work here",
    409: "Something changed meanwhile",
    410: "No longer here",
    413: "Too large",
    422: "That did not work",
    429: "Too many tries",
    500: "Something broke on our side",
    503: "Back in a moment",
}
_SENTENCES = {
    400: "The request could not be read. Go back and try again.",
    401: "Sign in to go on.",
    403: "You may not see this page.",
    404: "The page may have moved, or the address has a typing mistake.",
    405: "This address does not do that. Go back and try the button again.",
    410: "This is not in the shop any more.",
    413: "That is larger than we can take.",
    500: "We have been told about it. Try again in a minute.",
    503: "The shop is catching its breath. Your cart is safe. Try again in a moment.",
}


def problem_of(error: Exception, *, is_read: bool) -> Problem:
    """The problem an exception stands for. `is_read`: the request only asked for something (GET)."""
    if isinstance(error, ShopError):
        return _of_shop_error(error)
    if isinstance(error, DataError):  # a number or character that no column can hold: there is no such thing
        return _plain(404 if is_read else 422)
    if isinstance(error, NoFreeConnection) or _is_lost(error):
        return Problem(503, _SENTENCES[503], _RETRY_SOON)
    if isinstance(error, ValidationException) and is_read:
        return _plain(404)
    if isinstance(error, HTTPException) and error.status_code < 500:
        return Problem(error.status_code, _sentence(error.status_code), dict(error.headers or {}))
    return _plain(500)


def _of_shop_error(error: ShopError) -> Problem:
    if isinstance(error, TooMany):
        return Problem(429, error.message, error.headers)
    if isinstance(error, TooManySignIns):
        return Problem(503, error.message, _RETRY_SOON)
    if isinstance(error, Rejected):
        return Problem(422, error.message or _sentence(422), errors=error.errors)
    status = next((code for kind, code in _KINDS.items() if isinstance(error, kind)), 500)
    return Problem(status, error.message or _sentence(status))


_KINDS: Mapping[type[ShopError], int] = {SignInNeeded: 401, NotFound: 404, Forbidden: 403, Conflict: 409}


def _plain(status: int) -> Problem:
    return Problem(status, _sentence(status))


def _sentence(status: int) -> str:
    return _SENTENCES.get(status, "Nothing was changed. Go back and try again.")


def _is_lost(error: Exception) -> bool:
    """Whether the database is away, as against a statement it does not like."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or str(state).startswith(_CONNECTION_STATES)
