"""A name for each request, in its log lines, its answer and its error page."""

import re
import secrets

import structlog

from app.web.middleware.asgi import App, Message, Receive, Scope, Send

_ACCEPTED = re.compile(rb"[A-Za-z0-9._-]{8,64}")


class RequestId:
    """Takes `X-Request-ID` from in front when it is harmless, else makes one; always sends it back."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        given = next((value for key, value in scope["headers"] if key == b"x-request-id"), b"")
        request_id = given.decode() if _ACCEPTED.fullmatch(given) else secrets.token_hex(8)
        scope["state"] = {**(scope.get("state") or {}), "request_id": request_id}

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self.app(scope, receive, send_named)
        finally:
            structlog.contextvars.clear_contextvars()
