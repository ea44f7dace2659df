"""What htmx 4 says about a request, and how to answer it."""

from litestar.connection import ASGIConnection

VARY = "HX-Request, HX-Request-Type"
"""Answers that differ for htmx name these in `Vary`."""


def is_partial(request: ASGIConnection) -> bool:  # type: ignore[type-arg]
    """Whether a part of the page is asked for. Boosted links and history restores want the whole page."""
    headers = request.headers
    return headers.get("hx-request") == "true" and headers.get("hx-request-type") == "partial"


def target(request: ASGIConnection) -> str:  # type: ignore[type-arg]
    """The id of the element to be swapped (htmx sends `section#cart-lines`); empty when it has none."""
    return request.headers.get("hx-target", "").partition("#")[2]
