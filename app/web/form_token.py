"""The form token as templates see it."""

from typing import Any

from app.web.sessions import BrowserSession


class LazyToken:
    """Writing it out begins a session where there is none; asking `{% if csrf %}` only tells whether there is one.

    So the header for htmx in `<body>` costs a visitor no cookie, and a form that needs the token gets it.
    """

    def __init__(self, session: BrowserSession) -> None:
        self._session = session

    def __bool__(self) -> bool:
        return self._session.exists

    def __str__(self) -> str:
        return self._session.csrf_token()

    def __html__(self) -> str:
        return str(self)  # letters, digits, - and _ alone


def json_value(value: Any) -> str:
    """What `tojson` makes of a token; everything else that JSON does not know is a mistake."""
    if isinstance(value, LazyToken):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON")
