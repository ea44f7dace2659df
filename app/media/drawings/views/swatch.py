"""The swatch view: the product's colours tried out on a sheet of rough paper."""

import random
from itertools import pairwise

from ..colours import BOARD, brightness, dark, light
from ..grammar import Drawing
from ..parts.textures import dots
from ..registry import Kind, Medium
from ..scene import Layer, Scene
from ..shapes import disc, group, line, path, rect


def swatch(s: Scene, kind: Kind, drawing: Drawing, layers: list[Layer]) -> None:
    """One large sample for one colour, else a row of strokes or a grid of chips."""
    colours = (list(kind.swatches) or drawing.colours() or [BOARD])[:12]
    s.put(_sheet(s), turn=-3)
    if kind.medium == "chips":
        s.put(_chips(s, colours), turn=-3, lift="low")
        return
    marks = _one(s, kind.medium, colours[0]) if len(colours) == 1 else _many(s, kind.medium, colours)
    s.put(marks, turn=-3, lift="none")


def _sheet(s: Scene) -> str:
    """Cold-pressed paper with a deckled edge."""
    chance = random.Random(5)
    corners = [(110, 110), (690, 110), (690, 690), (110, 690), (110, 110)]
    points = []
    for (x1, y1), (x2, y2) in pairwise(corners):
        for k in range(24):
            x, y = x1 + (x2 - x1) * k / 24, y1 + (y2 - y1) * k / 24
            points.append(f"{x + chance.uniform(-4, 4):.0f} {y + chance.uniform(-4, 4):.0f}")
    edge = "M" + "L".join(points) + "Z"
    return path(edge, s.fade([(0, "#fffef9"), (1, "#f1ece0")], (1, 1))) + dots(
        (122, 122, 556, 556), "#8a8370", 15, 2.4, 0.1
    )


def _stroke(s: Scene, medium: Medium, c: str, x: float, y: float, w: float, h: float) -> str:
    """One stroke of a medium inside a box."""
    if medium == "paint":
        return _paint_stroke(s, c, x, y, w, h)
    if medium == "marker":
        bar = f"M{x + h / 2:g} {y + h / 2:g}H{x + w - h / 2:g}"
        return line(bar, c, h, opacity=0.82) + line(
            f"M{x + w * 0.4:g} {y + h / 2:g}h{w * 0.3:g}", dark(c, 0.15), h * 0.9, opacity=0.35
        )
    if medium == "pencil":
        return _hatch(c, x, y, w, h)
    turns = int(w / 44)
    return line(
        f"M{x:g} {y + h / 2:g}"
        + "".join(f"q22 {-h * 0.9 if i % 2 else h * 0.9:g} 44 0" for i in range(turns)),
        c,
        7,
    )


def _hatch(c: str, x: float, y: float, w: float, h: float) -> str:
    """Pencil scribbled up and down, pressed harder towards the left."""
    art = []
    for share, pitch, opacity in ((1, 13, 0.5), (0.62, 11, 0.45), (0.34, 9, 0.6)):
        turns = int(w * share / pitch)
        rise = "".join(f"l{pitch * 0.9:g} {-h if i % 2 == 0 else h:g}" for i in range(turns))
        art.append(line(f"M{x:g} {y + h:g}{rise}", c, 4.5, opacity=opacity))
    return group(art)


def _paint_stroke(s: Scene, c: str, x: float, y: float, w: float, h: float) -> str:
    """A loaded brush drawn across, thinning to dry bristles."""
    fill = s.fade([(0, dark(c, 0.18)), (0.45, c), (0.8, light(c, 0.12)), (1, light(c, 0.4))], (1, 0))
    body = (
        f"M{x:g} {y + h * 0.5:g}Q{x + 4:g} {y:g} {x + h * 0.6:g} {y + h * 0.06:g}L{x + w * 0.86:g} {y:g}"
        f"l{w * 0.1:g} {h * 0.2:g}l{-w * 0.06:g} {h * 0.08:g}l{w * 0.1:g} {h * 0.2:g}l{-w * 0.12:g} {h * 0.14:g}"
        f"l{w * 0.07:g} {h * 0.2:g}L{x + h * 0.5:g} {y + h:g}Q{x:g} {y + h * 0.96:g} {x:g} {y + h * 0.5:g}Z"
    )
    ridges = "".join(
        f"M{x + h * 0.4:g} {y + h * k:g}Q{x + w * 0.5:g} {y + h * (k - 0.06):g} {x + w * 0.88:g} {y + h * k:g}"
        for k in (0.25, 0.5, 0.74)
    )
    return path(body, fill) + line(ridges, light(c, 0.6), 3, opacity=0.4)


def _one(s: Scene, medium: Medium, c: str) -> list[str]:
    """Three ways of using one colour."""
    deep = dark(c, 0.25) if brightness(c) > 0.8 else c
    return [
        _stroke(s, medium, c, 180, 190, 440, 130),
        _hatch(deep, 190, 372, 200, 110) if medium == "ink" else _stroke(s, medium, deep, 180, 372, 210, 110),
        _hatch(deep, 430, 372, 190, 110) if medium == "pencil" else _blot(s, c, 520, 428),
        line("M190 580q20 -44 40 0t40 0t40 0t40 0t40 0t40 0t40 0t40 0t40 0t40 0", deep, 8),
    ]


def _blot(s: Scene, c: str, x: float, y: float) -> str:
    """A drop that dried with a darker rim, and two splashes."""
    dried = s.glow(
        [(0, light(c, 0.3)), (0.7, light(c, 0.06)), (0.92, c), (1, dark(c, 0.22))], (0.5, 0.5), 0.5
    )
    return disc(x, y, 62, dried) + disc(x + 84, y - 40, 11, c) + disc(x + 70, y + 52, 7, c)


def _many(s: Scene, medium: Medium, colours: list[str]) -> list[str]:
    """A stroke a colour, in one or two columns."""
    columns = 1 if len(colours) <= 6 else 2
    rows = -(-len(colours) // columns)
    pitch = 500 / rows
    width = 470 if columns == 1 else 216
    art = []
    for i, c in enumerate(colours):
        x, y = 165 + (i // rows) * 254, 152 + (i % rows) * pitch
        art.append(_stroke(s, medium, c, x, y + pitch * 0.14, width, min(pitch * 0.66, 96)))
    return art


def _chips(s: Scene, colours: list[str]) -> list[str]:
    """Colour cards as a shop's sample book shows them."""
    columns = 1 if len(colours) == 1 else 2 if len(colours) <= 4 else 3
    rows = -(-len(colours) // columns)
    w, h = 500 / columns, 500 / rows
    art = []
    for i, c in enumerate(colours):
        x, y = 150 + (i % columns) * w, 150 + (i // columns) * h
        art += [
            rect(x + 10, y + 10, w - 20, h - 20, 10, "#ffffff"),
            rect(x + 18, y + 18, w - 36, (h - 36) * 0.76, 6, s.sheen(c, 0.2, 0.14)),
            rect(
                x + 20,
                y + h - 18 - (h - 36) * 0.15,
                (w - 40) * 0.5,
                max(5, h * 0.03),
                3,
                dark(c, 0.2),
                opacity=0.6,
            ),
        ]
    return art
