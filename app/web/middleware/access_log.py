"""One line for each answer: method, route, status, time. Never a header, a cookie, a body or a query."""

import time

from app.core.logging import log_request
from app.web.middleware.asgi import App, Message, Receive, Scope, Send

_LONGEST_PATH = 200


class AccessLog:
    """Logs the route's template; the path itself only where no route was found, since paths may hold tokens."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        began = time.perf_counter()
        method, path = scope["method"], scope["path"]
        status = 0

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        finally:
            route = scope.get("path_template")
            where = {"route": route} if route else {"path": path[:_LONGEST_PATH]}
            spent = round((time.perf_counter() - began) * 1000, 1)
            log_request(scope["state"]["request_id"], method, status, spent, where)
