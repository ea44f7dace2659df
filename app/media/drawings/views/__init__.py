"""The six ways to look at a product: main, detail, desk, pack, swatch, scale."""

from collections.abc import Callable

from ..grammar import Drawing
from ..registry import Kind
from ..scene import Layer, Scene
from .desk import desk
from .detail import detail
from .pack import pack
from .scale import scale
from .swatch import swatch

Look = Callable[[Scene, Kind, Drawing, list[Layer]], None]
LOOKS: dict[str, Look] = {"detail": detail, "desk": desk, "pack": pack, "swatch": swatch, "scale": scale}


def show(s: Scene, kind: Kind, drawing: Drawing) -> None:
    """Draw a kind in the drawing's view: its own version of the view if it has one, else the general one."""
    arguments = {**kind.defaults, **dict(drawing.arguments)}
    own = kind.views.get(drawing.view)
    if own:
        own(s, **arguments)
        return
    kind.draw(s, **arguments)
    if drawing.view != "main":
        LOOKS[drawing.view](s, kind, drawing, s.take())


__all__ = ["show"]
