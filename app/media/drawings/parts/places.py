"""Where things lie and stand: a wooden table seen from above, a table before a wall."""

from ..colours import PALE_WOOD, WOOD, dark, ink_on, light
from ..scene import SIZE, Scene
from ..shapes import group, line, path, rect

TOPS = (PALE_WOOD, WOOD, "#b98a5a")
MATS = ("#2f6f5c", "#ddd3bf", "#3d4d63")


def table(s: Scene, c: str) -> None:
    """Planks seen from above."""
    planks = []
    for i in range(5):
        y = i * 190 - 60
        tone = light(c, 0.1) if i % 2 else dark(c, 0.05)
        planks.append(rect(-200, y, 1200, 188, fill=s.fade([(0, light(tone, 0.14)), (1, tone)])))
        planks.append(rect(-200, y + 186, 1200, 4, fill=dark(c, 0.5), opacity=0.5))
        for k in range(4):
            rise = 24 + k * 42
            wave = f"M-200 {y + rise}Q{60 + 90 * k} {y + rise - 16} 320 {y + rise + 4}T1000 {y + rise - 6}"
            planks.append(line(wave, dark(c, 0.35), 2.5, opacity=0.22))
    light_fall = s.fade([(0, "#fffdf6", 0.35), (0.6, "#fffdf6", 0), (1, "#10161c", 0.18)], (1, 1))
    s.put(
        rect(0, 0, SIZE, SIZE, fill=c),
        group(planks, turn=-7),
        rect(0, 0, SIZE, SIZE, fill=light_fall),
        lift="none",
    )


def room(s: Scene, wall: str, c: str) -> None:
    """A wall with window light, and a table's front edge."""
    pane = [
        path("M70 40L330 120L330 330L70 230Z", "#fffdf6", opacity=0.5),
        path("M352 127L600 204L600 434L352 339Z", "#fffdf6", opacity=0.42),
    ]
    top = s.fade([(0, dark(c, 0.12)), (0.25, c), (1, light(c, 0.25))])
    grain = "".join(f"M-20 {y}Q260 {y - 8} 420 {y + 2}T840 {y - 4}" for y in (612, 640, 676, 716))
    s.put(
        rect(0, 0, SIZE, 640, fill=s.fade([(0, light(wall, 0.35)), (1, dark(wall, 0.06))], (0.6, 1))),
        pane,
        rect(0, 586, SIZE, 160, fill=top),
        line(grain, dark(c, 0.35), 2.5, opacity=0.25),
        rect(0, 742, SIZE, 58, fill=s.fade([(0, light(c, 0.4)), (0.12, dark(c, 0.12)), (1, dark(c, 0.3))])),
        rect(0, 584, SIZE, 5, fill=dark(c, 0.35), opacity=0.35),
        lift="none",
    )


def cutting_mat(s: Scene, c: str, turn: float) -> None:
    """A cutting mat with its grid, nearly as large as the picture."""
    steps = range(90, 720, 42)
    grid = "".join(f"M{40} {y}H760M{at} 90V712" for y, at in zip(steps, range(58, 760, 46), strict=False))
    ticks = "".join(f"M{58 + i * 11.5:.0f} 90v{10 if i % 4 == 0 else 6}" for i in range(60))
    s.put(
        rect(14, 64, 772, 674, 22, s.sheen(c, 0.12, 0.2)),
        rect(28, 78, 744, 646, 14, stroke=light(c, 0.35), stroke_width=3, opacity=0.7),
        line(grid, ink_on(c, 0.5), 1.6, opacity=0.32),
        line(ticks, ink_on(c, 0.6), 2, opacity=0.5),
        turn=turn,
        lift="low",
    )
