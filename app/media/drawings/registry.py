"""The register of everything that can be drawn, and what each kind says about itself."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .scene import Scene

Draw = Callable[..., None]
# How a colour sample is made; the plain packaging it is sold in; where it lies or stands in the desk view.
Medium = Literal["ink", "pencil", "marker", "paint", "chips"]
Pack = Literal["box", "hang", "carton", "wrap"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of product. `macro` is the square (middle x, middle y, side) that the detail view shows.

    `cm` is the usual length of its longest side and `reach` the share of the canvas that this side covers:
    together they set the ruler of the scale view, where a thing that lies at an angle (`tilt`) is laid straight.
    `swatches` are the colours tried out in the swatch view when they are not the drawing's own.
    `views` replaces a general view by one of its own.
    """

    name: str
    draw: Draw
    defaults: Mapping[str, object]
    stands: bool
    pack: Pack
    medium: Medium
    macro: tuple[float, float, float]
    cm: float
    reach: float
    tilt: float
    swatches: tuple[str, ...]
    views: Mapping[str, Draw] = field(default_factory=dict)

    @property
    def params(self) -> tuple[str, ...]:
        """The parameters that a drawing of this kind may name."""
        return tuple(self.defaults)


KINDS: dict[str, Kind] = {}


def kind(
    *,
    cm: float,
    reach: float = 0.7,
    tilt: float = 0,
    macro: tuple[float, float, float] = (330, 330, 380),
    stands: bool = False,
    pack: Pack = "box",
    medium: Medium = "chips",
    swatches: tuple[str, ...] = (),
    views: Mapping[str, Draw] | None = None,
) -> Callable[[Draw], Draw]:
    """Register a drawing function under its own name; its parameters become the kind's."""

    def register(draw: Draw) -> Draw:
        name = draw.__name__
        arguments = list(inspect.signature(draw).parameters.values())[1:]
        defaults = {argument.name: argument.default for argument in arguments}
        KINDS[name] = Kind(
            name, draw, defaults, stands, pack, medium, macro, cm, reach, tilt, swatches, views or {}
        )
        return draw

    return register


__all__ = ["KINDS", "Draw", "Kind", "Scene", "kind"]
