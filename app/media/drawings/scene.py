"""The canvas: 800 x 800, transparent, light from the upper left; paints made of four materials; layers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .colours import SHADOW, STEEL, WOOD, dark, light
from .shapes import Art, Number, group, join, oval, rect

SIZE = 800

# An offset in the gradient, a colour, and its opacity where it is not 1.
Stop = tuple[float, str] | tuple[float, str, float]
Lift = Literal["high", "low", "none"]


@dataclass(frozen=True, slots=True)
class Shadow:
    """One soft shadow: how far it falls, how soft it is (both canvas units), how dark (0..1)."""

    dx: float
    dy: float
    blur: float
    strength: float


# `high` things stand clear of the paper, `low` things lie flat on it.
SHADOWS: dict[Lift, tuple[Shadow, ...]] = {
    "high": (Shadow(14, 24, 18, 0.22), Shadow(4, 6, 4, 0.26)),
    "low": (Shadow(6, 10, 9, 0.14), Shadow(2, 4, 4, 0.26)),
    "none": (),
}


@dataclass(frozen=True, slots=True)
class Layer:
    """Things that cast one common shadow. `scale` shrinks that shadow with the art."""

    art: str
    lift: Lift = "none"
    scale: float = 1.0

    def shadows(self) -> tuple[Shadow, ...]:
        """Its shadows at the scale that it is drawn."""
        k = self.scale
        return tuple(Shadow(s.dx * k, s.dy * k, s.blur * k, s.strength) for s in SHADOWS[self.lift])


class Scene:
    """Collects layers from back to front, and the paints that they use."""

    def __init__(self) -> None:
        self.layers: list[Layer] = []
        self._definitions: dict[str, str] = {}  # body -> id: equal paints are written once

    # -- paints ------------------------------------------------------------------------------------------

    def define(self, element: str, attributes: str, body: str) -> str:
        """Register a definition once; returns its `url(#…)`."""
        key = f"<{element} id=\0 {attributes}>{body}</{element}>"
        name = self._definitions.setdefault(key, f"p{len(self._definitions)}")
        return f"url(#{name})"

    def fade(self, stops: Sequence[Stop], to: tuple[float, float] = (0, 1)) -> str:
        """A straight gradient from the upper left corner towards `to` (shares of the box)."""
        return self.define("linearGradient", f'x1="0" y1="0" x2="{to[0]:g}" y2="{to[1]:g}"', _stops(stops))

    def glow(self, stops: Sequence[Stop], at: tuple[float, float] = (0.35, 0.3), r: float = 0.9) -> str:
        """A round gradient about `at` (shares of the box)."""
        return self.define("radialGradient", f'cx="{at[0]:g}" cy="{at[1]:g}" r="{r:g}"', _stops(stops))

    def clip(self, *shapes: Art) -> str:
        """A window: art with this `clip_path` shows only inside the shapes."""
        return self.define("clipPath", "", "".join(map(join, shapes)))

    # -- the four materials ------------------------------------------------------------------------------

    def cylinder(self, colour: str, upright: bool = False, gloss: float = 0.62) -> str:
        """Something round and shiny: dark edge, light at a quarter, gloss at a third, bounced light below."""
        stops = [
            (0, dark(colour, 0.42)),
            (0.1, dark(colour, 0.16)),
            (0.24, light(colour, gloss * 0.45)),
            (0.33, light(colour, gloss)),
            (0.42, light(colour, 0.12)),
            (0.62, colour),
            (0.86, dark(colour, 0.34)),
            (1, dark(colour, 0.2)),
        ]
        return self.fade(stops, (1, 0) if upright else (0, 1))

    def metal(self, colour: str = STEEL, upright: bool = False) -> str:
        """Polished metal: hard swings between light and dark."""
        stops = [
            (0, dark(colour, 0.5)),
            (0.14, light(colour, 0.55)),
            (0.3, dark(colour, 0.12)),
            (0.42, light(colour, 0.85)),
            (0.58, colour),
            (0.8, dark(colour, 0.48)),
            (0.93, light(colour, 0.25)),
            (1, dark(colour, 0.3)),
        ]
        return self.fade(stops, (1, 0) if upright else (0, 1))

    def sheen(self, colour: str, lit: float = 0.16, shade: float = 0.16) -> str:
        """A flat face lit from the upper left."""
        return self.fade([(0, light(colour, lit)), (0.5, colour), (1, dark(colour, shade))], (1, 1))

    def wood(self, colour: str = WOOD, upright: bool = False) -> str:
        """A planed piece of wood, its edge turned to the light."""
        stops = [(0, dark(colour, 0.25)), (0.3, light(colour, 0.3)), (0.7, colour), (1, dark(colour, 0.35))]
        return self.fade(stops, (1, 0) if upright else (0, 1))

    # -- layers ------------------------------------------------------------------------------------------

    def put(
        self,
        *art: Art,
        at: tuple[Number, Number] = (0, 0),
        turn: Number = 0,
        about: tuple[Number, Number] = (400, 400),
        grow: Number = 1,
        lift: Lift = "high",
    ) -> None:
        """Lay an object on the scene. The shadow is cast after turning, so the light never turns."""
        self.layers.append(Layer(group(*art, at=at, turn=turn, about=about, grow=grow), lift))

    def floor(self, x: Number, y: Number, rx: Number, ry: Number, strength: float = 0.3) -> None:
        """The shadow under a standing thing."""
        stops = [(0, SHADOW, strength), (0.55, SHADOW, strength * 0.45), (1, SHADOW, 0)]
        self.layers.append(Layer(oval(x, y, rx, ry, self.glow(stops, (0.5, 0.5), 0.5))))

    def take(self) -> list[Layer]:
        """The layers so far; the scene is left empty (its paints stay)."""
        layers, self.layers = self.layers, []
        return layers

    def replay(
        self,
        layers: Iterable[Layer],
        at: tuple[Number, Number] = (0, 0),
        turn: Number = 0,
        grow: Number = 1,
        clip: str = "",
    ) -> None:
        """Lay earlier layers again, moved, turned and scaled about the middle of the canvas."""
        for layer in layers:
            art = group(layer.art, at=at, turn=turn, grow=grow)
            art = group(art, clip_path=clip) if clip else art
            self.layers.append(replace(layer, art=art, scale=layer.scale * float(grow)))

    def paper(self, colour: str) -> None:
        """Cover the whole canvas with a sheet, lit from the upper left."""
        stops = [(0, light(colour, 0.45)), (0.7, colour), (1, dark(colour, 0.06))]
        self.layers.append(Layer(rect(0, 0, SIZE, SIZE, fill=self.glow(stops, (0.38, 0.3), 0.85))))

    def definitions_for(self, art: str) -> str:
        """The definitions that some art uses, directly or through another definition."""
        by_name = {name: body.replace("\0", f'"{name}"', 1) for body, name in self._definitions.items()}
        wanted: dict[str, None] = {}
        queue = [art]
        while queue:
            for name in re.findall(r"url\(#(\w+)\)", queue.pop()):
                if name in by_name and name not in wanted:
                    wanted[name] = None
                    queue.append(by_name[name])
        return "".join(by_name[name] for name in sorted(wanted, key=lambda name: int(name[1:])))


def _stops(stops: Sequence[Stop]) -> str:
    written = []
    for stop in stops:
        opacity = f' stop-opacity="{stop[2]:.3g}"' if len(stop) == 3 else ""
        written.append(f'<stop offset="{stop[0]:g}" stop-color="{stop[1]}"{opacity}/>')
    return "".join(written)
