"""What wraps every request, outside the framework, because routing errors never reach the framework's middleware."""

from typing import Any, cast

from litestar import Litestar

from app.web.machines import Machines
from app.web.middleware.access_log import AccessLog
from app.web.middleware.asgi import App, Receive, Scope, Send
from app.web.middleware.commit import Commit
from app.web.middleware.compress import Compress
from app.web.middleware.head import HeadAsGet
from app.web.middleware.page_cache import PageCache
from app.web.middleware.request_id import RequestId
from app.web.middleware.security_headers import SecurityHeaders
from app.web.middleware.strict_requests import StrictRequests
from app.web.middleware.tidy_addresses import TidyAddresses


class Wrapped:
    """The application as the server runs it. The last line of the chain is what a request meets first."""

    def __init__(self, litestar: Litestar, machines: Machines) -> None:
        self.litestar = litestar
        self.machines = machines
        settings = machines.settings
        app: App = cast(Any, litestar)
        app = Commit(app, machines)
        app = PageCache(app, litestar, machines)
        app = Compress(app)
        app = HeadAsGet(app)
        app = TidyAddresses(app)
        app = StrictRequests(app, settings)
        app = SecurityHeaders(app, settings)
        app = AccessLog(app)
        self.app = RequestId(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Requests are wrapped, the process's life goes straight through, websockets there are none."""
        if scope["type"] == "http":
            await self.app(scope, receive, send)
        elif scope["type"] == "lifespan":
            await cast(Any, self.litestar)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})
