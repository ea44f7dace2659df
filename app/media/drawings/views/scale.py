"""The scale view: the product above a ruler that is marked in the same proportion."""

from ..grammar import Drawing
from ..registry import Kind
from ..scene import SIZE, Layer, Scene
from ..shapes import line, rect, words

SHRINK = 0.8
_YELLOW = [(0, "#ffe9a8"), (0.5, "#f5c64a"), (1, "#e0a92c")]
_INK = "#5a3f06"


def scale(s: Scene, kind: Kind, drawing: Drawing, layers: list[Layer]) -> None:
    """Lay a ruler under the product; `cm` of the drawing, else the kind's usual length, sets its marks."""
    per_cm = kind.reach * SIZE * SHRINK / (drawing.cm or kind.cm)
    s.replay(layers, at=(0, 60 if kind.tilt else -70), turn=-kind.tilt, grow=SHRINK)
    face = rect(-20, 668, SIZE + 40, 104, fill=s.fade(_YELLOW), stroke="#a97a16", stroke_width=2)
    s.put(face, rect(-20, 676, SIZE + 40, 10, fill="#fff", opacity=0.35), lift="low")
    zero = max(30, SIZE / 2 * (1 - kind.reach * SHRINK)) if kind.tilt else 44
    s.put(_marks(per_cm, zero), lift="none")


def _marks(per_cm: float, zero: float) -> list[str]:
    """Marks each millimetre, centimetre or five, as far apart as can be read; a number where there is room."""
    fine = next((unit for unit in (0.1, 0.5, 1, 5, 10) if unit * per_cm >= 6), 50)
    bold = next((unit for unit in (1, 5, 10, 50, 100) if unit * per_cm >= 52), 500)
    strokes, art, count = [], [], int((SIZE - zero) / (fine * per_cm))
    for i in range(count + 1):
        value = i * fine
        x = zero + value * per_cm
        whole = abs(value / bold - round(value / bold)) < 1e-6
        half = abs(value * 2 / bold - round(value * 2 / bold)) < 1e-6
        strokes.append(f"M{x:.1f} 670v{30 if whole else 21 if half else 13}")
        if whole and x < SIZE - 50:
            art.append(words(x, 732, f"{value:g}", 26, _INK))
    return [line("".join(strokes), "#6b4b07", 2), *art, words(SIZE - 44, 760, "cm", 22, _INK)]
