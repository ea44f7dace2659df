"""Bottles and jars of colour."""

from ..colours import JET, dark, light
from ..scene import Scene
from ..shapes import line, path, rect

GLASS = [(0, "#e6eef2"), (0.12, "#ffffff"), (0.3, "#cfdbe2"), (1, "#a9bac4")]


def ink_bottle(s: Scene, c: str) -> None:
    """A square glass bottle of ink with a ribbed black cap, standing at y = 706."""
    s.floor(400, 706, 240, 28, 0.4)
    filling = s.fade([(0, dark(c, 0.2)), (0.2, light(c, 0.18)), (0.5, c), (1, dark(c, 0.5))], (1, 0.2))
    ribs = "".join(f"M{x} 236L{x} 328" for x in range(310, 500, 13))
    s.put(
        path(
            "M214 430Q214 376 270 370L530 370Q586 376 586 430L586 650Q586 704 530 706L270 706Q214 704 214 650Z",
            s.fade(GLASS, (1, 0)),
        ),
        path("M234 450Q400 470 566 450L566 640Q566 684 524 686L276 686Q234 684 234 640Z", filling),
        rect(290, 500, 220, 130, 6, "#fffaf0"),
        rect(298, 508, 204, 114, 4, stroke=c, stroke_width=2.5),
        ink_drop(s, c, 400, 566),
        path("M232 420Q232 392 262 388L300 386L290 690L262 688Q232 684 232 650Z", "#fff", opacity=0.34),
        rect(312, 330, 176, 46, 10, s.cylinder("#dfe8ec", True, 0.5)),
        rect(296, 210, 208, 132, 18, s.cylinder(JET, True, 0.5)),
        line(ribs, "#4a5157", 2.4, opacity=0.6),
        rect(296, 210, 208, 24, 12, "#4a5157", opacity=0.7),
    )


def ink_drop(s: Scene, c: str, x: float, y: float, size: float = 1) -> str:
    """A drop of colour with a highlight, its belly about (x, y)."""
    k = size
    side, tip, belly = 30 * k, y - 44 * k, y + 14 * k
    drop = (
        f"M{x:g} {tip:g}C{x + 10 * k:g} {y - 22 * k:g} {x + side:g} {y - 6 * k:g} {x + side:g} {belly:g}"
        f"A{side:g} {side:g} 0 0 1 {x - side:g} {belly:g}"
        f"C{x - side:g} {y - 6 * k:g} {x - 10 * k:g} {y - 22 * k:g} {x:g} {tip:g}Z"
    )
    shine = f"M{x - 16 * k:g} {y + 12 * k:g}q{2 * k:g} {14 * k:g} {14 * k:g} {18 * k:g}"
    return path(drop, s.glow([(0, light(c, 0.4)), (0.5, c), (1, dark(c, 0.3))])) + line(
        shine, light(c, 0.8), 4 * k
    )


def screw_cap(s: Scene, x: float, y: float, w: float, h: float, c: str = JET) -> list[str]:
    """A ribbed screw cap with its upper left corner at (x, y)."""
    ribs = "".join(f"M{x + i:g} {y + h * 0.2:g}V{y + h - 8:g}" for i in range(12, int(w) - 6, 12))
    return [
        rect(x, y, w, h, min(w, h) * 0.14, s.cylinder(c, True, 0.5)),
        line(ribs, light(c, 0.2), 2.4, opacity=0.5),
        rect(x, y, w, h * 0.18, h * 0.09, light(c, 0.2), opacity=0.7),
    ]
