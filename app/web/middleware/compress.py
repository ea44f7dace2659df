"""Pages and JSON leave compressed. Files come with their own encodings and pass through."""

import gzip

import brotli

from app.web.encodings import BROTLI_QUALITY, GZIP_LEVEL, accepted_codings
from app.web.middleware.asgi import App, Headers, Message, Receive, Scope, Send

_KINDS = (b"text/", b"application/json", b"application/problem+json", b"application/xml", b"image/svg+xml")
_SHORTEST = 1_000


class Compress:
    """Compresses answers that come in one piece; a stream goes on as it is. Form tokens are masked anew in each page,
    so the size of a compressed page tells nothing about them.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        wanted = next((value for key, value in scope["headers"] if key == b"accept-encoding"), b"")
        codings = accepted_codings(wanted.decode("latin-1"))
        begun: Message | None = None

        async def send_small(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = message
                return
            if begun is not None:
                start, begun = begun, None
                if message["type"] == "http.response.body" and not message.get("more_body"):
                    message["body"], start["headers"] = _compressed(
                        message["body"], start["headers"], codings
                    )
                await send(start)
            await send(message)

        await self.app(scope, receive, send_small)


def _compressed(body: bytes, headers: Headers, codings: frozenset[str]) -> tuple[bytes, Headers]:
    if (b"content-encoding", b"br") in headers:  # a kept page, by far the most frequent
        return body, headers
    present = {key.lower(): value for key, value in headers}
    kind = present.get(b"content-type", b"")
    if b"content-encoding" in present or not kind.startswith(_KINDS) or len(body) < _SHORTEST:
        return body, headers
    vary = b", ".join(part for part in (present.get(b"vary"), b"Accept-Encoding") if part)
    kept = [(key, value) for key, value in headers if key.lower() not in {b"content-length", b"vary"}]
    if "br" in codings:
        body, coding = brotli.compress(body, quality=BROTLI_QUALITY), [(b"content-encoding", b"br")]
    elif "gzip" in codings:
        body, coding = gzip.compress(body, GZIP_LEVEL, mtime=0), [(b"content-encoding", b"gzip")]
    else:
        coding = []
    return body, [*kept, *coding, (b"vary", vary), (b"content-length", str(len(body)).encode())]
