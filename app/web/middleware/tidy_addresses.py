"""One address for one page: `/c/pens/`, `//c//pens` and `/C/Pens` lead to `/c/pens` for good."""

import re
from urllib.parse import quote

from app.web.middleware.answer import answer
from app.web.middleware.asgi import App, Receive, Scope, Send

_SLASHES = re.compile(r"/{2,}")
_TIDY = re.compile(r"(?:/[a-z0-9._-]+)+")
_LOWER_CASE = {
    *("c", "p", "b", "brands", "deals", "new", "best-sellers", "guides", "pages"),
    *("about", "delivery", "returns-policy", "privacy", "terms", "contact"),
}
"""First parts of addresses that are lower case throughout. Order numbers and tokens are left as they are."""


class TidyAddresses:
    """Answers 301 to a GET of an untidy address. Other methods go on: a redirect would lose their form."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["method"] in {"GET", "HEAD"}:
            tidied = tidy(scope["path"])
            if tidied != scope["path"]:
                query = scope["query_string"].decode("ascii", "ignore")
                location = quote(tidied, safe="/-._~!$&'()*+,;=:@") + (f"?{query}" if query else "")
                await answer(send, 301, headers={"location": location})
                return
        await self.app(scope, receive, send)


def tidy(path: str) -> str:
    """The address as we write it."""
    if _TIDY.fullmatch(path):
        return path
    tidied = _SLASHES.sub("/", path)
    if len(tidied) > 1:
        tidied = tidied.rstrip("/")
    first = tidied.split("/", 2)[1] if "/" in tidied else ""
    return tidied.lower() if first.lower() in _LOWER_CASE else tidied
