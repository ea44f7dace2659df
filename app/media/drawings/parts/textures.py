"""Surfaces: weave, dots, waves. Drawn as lines, because resvg paints a pattern many times slower."""

from ..colours import dark, light
from ..scene import Scene
from ..shapes import group, line, path

Box = tuple[float, float, float, float]


def weave(box: Box, c: str, pitch: float = 7, strength: float = 0.25, turn: float = 0) -> str:
    """Threads over a box (x, y, width, height): light ones across, dark ones down."""
    x, y, w, h = box
    across = "".join(f"M{x:g} {y + pitch * k:g}h{w:g}" for k in range(1, int(h / pitch)))
    down = "".join(f"M{x + pitch * k:g} {y:g}v{h:g}" for k in range(1, int(w / pitch)))
    return group(
        path(across, stroke=light(c, 0.5), stroke_width=0.9, opacity=strength),
        path(down, stroke=dark(c, 0.6), stroke_width=0.9, opacity=strength * 0.9),
        turn=turn,
        about=(x + w / 2, y + h / 2),
    )


def dots(box: Box, c: str, pitch: float, size: float, opacity: float = 0.5) -> str:
    """Rows of round dots over a box, every second row shifted by half a step."""
    x, y, w, h = box
    rows = "".join(
        f"M{x + pitch / 2 * (1 + k % 2):g} {y + pitch / 2 * (k + 1):g}h{w - pitch * 1.5:g}"
        for k in range(int(h / pitch * 2) - 1)
    )
    return line(rows, c, size, opacity=opacity, stroke_dasharray=f"0.1 {pitch - 0.1:g}")


def waves(box: Box, c: str, pitch: float, width: float, opacity: float = 0.35) -> str:
    """Wavy lines from left to right over a box."""
    x, y, w, h = box
    swell = pitch * 0.26
    one = f"q{pitch / 4:g} {-swell:g} {pitch / 2:g} 0t{pitch / 2:g} 0"
    rows = "".join(
        f"M{x:g} {y + pitch / 2 * (k + 0.6):g}{one * int(w / pitch)}" for k in range(int(h / pitch * 2) - 1)
    )
    return line(rows, c, width, opacity=opacity)


def within(s: Scene, outline: str, *art: str) -> str:
    """Art cut to an outline (a path)."""
    return group(*art, clip_path=s.clip(path(outline, "#000")))
