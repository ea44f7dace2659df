"""The yardstick of `e2e.load.pages`: the framework answering a fixed body, on the same server as the shop."""

import os

from litestar import Litestar, Response, get

_BODY = b"x" * int(os.environ.get("FIXED_BODY_BYTES", "10000"))


@get("/")
async def body() -> Response[bytes]:
    """The body."""
    return Response(_BODY, media_type="text/html")


def create_app() -> Litestar:
    """For `granian --factory`."""
    return Litestar([body], openapi_config=None, logging_config=None)
