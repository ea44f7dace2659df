"""The smallest answers, given before any page can be made."""

from collections.abc import Mapping

from app.web.middleware.asgi import Send


async def answer(
    send: Send,
    status: int,
    text: str = "",
    *,
    media_type: str = "text/plain",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send text with nothing around it."""
    body = text.encode()
    sent = {
        "content-type": f"{media_type}; charset=utf-8",
        "content-length": str(len(body)),
        "cache-control": "private, no-store",
        **(headers or {}),
    }
    raw = [(key.encode("ascii"), value.encode("latin-1")) for key, value in sent.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body, "more_body": False})
