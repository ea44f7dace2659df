"""Small generated landscapes for canvases, covers and pads."""

import random

from ..colours import light
from ..scene import Scene
from ..shapes import disc, group, path, rect

PALETTES = (
    ("#f6d9a8", "#ef9d6b", "#b85c6e", "#6d4a7c", "#2f3f63", "#1c2c44"),
    ("#cfe8ea", "#8cc3c5", "#5a9c96", "#2f7268", "#1e5148", "#12352f"),
    ("#fbe3c0", "#f5b74a", "#e0762f", "#b5452c", "#6e2a2e", "#3a1a26"),
)


def landscape(s: Scene, x: float, y: float, w: float, h: float, variant: int = 0) -> str:
    """Hills under a low sun, one of three palettes."""
    colours = PALETTES[variant % len(PALETTES)]
    chance = random.Random(7 + variant)
    art = [
        rect(x, y, w, h, fill=s.fade([(0, colours[0]), (1, light(colours[1], 0.25))])),
        disc(x + w * 0.68, y + h * 0.3, w * 0.11, light(colours[0], 0.75)),
    ]
    for i in range(4):
        base = y + h * (0.45 + i * 0.14)
        ridge = [(x + w * k / 6, base + chance.uniform(-0.16, 0.08) * h * (1 - i * 0.2)) for k in range(7)]
        art.append(path(_hill(ridge, x, y, w, h, i < 2), colours[i + 2]))
        if i == 0:
            art.append(_snow(min(ridge[1:-1], key=lambda point: point[1]), w, h))
    return group(art, clip_path=s.clip(rect(x, y, w, h, 2, "#000")))


def _hill(ridge: list[tuple[float, float]], x: float, y: float, w: float, h: float, sharp: bool) -> str:
    steps = "".join(
        f"L{a:.0f} {b:.0f}" if sharp else f"Q{a - w / 12:.0f} {b - h * 0.05:.0f} {a:.0f} {b:.0f}"
        for a, b in ridge[1:]
    )
    return f"M{x:g} {y + h:g}L{ridge[0][0]:.0f} {ridge[0][1]:.0f}{steps}L{x + w:g} {y + h:g}Z"


def _snow(peak: tuple[float, float], w: float, h: float) -> str:
    a, b = peak
    corners = ((0, 0), (-0.06, 0.09), (-0.01, 0.06), (0.03, 0.1), (0.05, 0.05))
    points = "L".join(f"{a + w * dx:.0f} {b + h * dy:.0f}" for dx, dy in corners)
    return path(f"M{points}Z", "#fffaf0", opacity=0.85)
