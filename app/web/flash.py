"""One message that the next page shows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from app.web.visit import ShopRequest

Kind = Literal["success", "info", "warning", "error"]

_MOST = 5
_KEY = "flash"


@dataclass(frozen=True, slots=True)
class Undo:
    """A form beside the message that takes the act back."""

    action: str
    fields: Mapping[str, str]
    label: str = "Undo"


@dataclass(frozen=True, slots=True)
class Flash:
    """A message as `components/flash.html` shows it."""

    kind: Kind
    text: str
    links: tuple[tuple[str, str], ...] = ()
    undo: Undo | None = None


async def flash(
    request: ShopRequest,
    text: str,
    kind: Kind = "success",
    *,
    undo: Undo | None = None,
    links: tuple[tuple[str, str], ...] = (),
) -> None:
    """Say it on the next page. Begins a session when the browser has none; kept with the handler's transaction."""
    session = request.visit.session
    await session.load()
    session.ensure()
    waiting = session.data.get(_KEY, [])
    session.data[_KEY] = [*waiting, asdict(Flash(kind, text, links, undo))][-_MOST:]


async def take_flashes(request: ShopRequest) -> list[Flash]:
    """The messages that wait, which are gone then."""
    session = request.visit.session
    await session.load()
    return [_restored(stored) for stored in session.data.pop(_KEY, [])]


def _restored(stored: dict[str, object]) -> Flash:
    undo = stored.pop("undo", None)
    links = stored.pop("links", [])
    return Flash(
        **stored,  # type: ignore[arg-type]
        links=tuple((text, url) for text, url in links),  # type: ignore[attr-defined]
        undo=Undo(**undo) if isinstance(undo, dict) else None,
    )
