"""HEAD is GET without the body. The framework answers 405 to it."""

from app.web.middleware.asgi import App, Message, Receive, Scope, Send


class HeadAsGet:
    """Every page answers HEAD with the headers of its GET; `is_head` in the scope tells the two apart."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        scope["method"] = "GET"
        scope["is_head"] = True
        await self.app(scope, receive, send_head)
