"""The detail view: so near that the product runs out of the picture."""

from ..grammar import Drawing
from ..registry import Kind
from ..scene import SIZE, Layer, Scene


def detail(s: Scene, kind: Kind, drawing: Drawing, layers: list[Layer]) -> None:
    """Enlarge the kind's macro square to the whole canvas."""
    x, y, side = kind.macro
    grow = SIZE / side
    s.replay(layers, at=(-(x - 400) * grow, -(y - 400) * grow), grow=grow)
