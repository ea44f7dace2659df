"""Easels and what is painted on them."""

from ..colours import GOLD, PALE_WOOD, WOOD, dark, light
from ..parts.painting import landscape
from ..parts.textures import weave, within
from ..registry import Scene, kind
from ..shapes import disc, group, line, oval, path, rect
from .art import PAINTS

LINEN = "#e9e0cc"


@kind(cm=50, reach=0.58, macro=(500, 530, 330), pack="wrap", medium="paint", swatches=PAINTS)
def canvas(s: Scene, variant: int = 0) -> None:
    """Three stretched canvases, the front one painted."""
    for i, (dx, dy, turn) in enumerate(((40, -60, 7), (4, -34, 3))):
        blank = s.fade([(0, "#fdfbf4"), (1, dark("#e6e0d2", 0.04 * i))], (1, 0))
        s.put(
            rect(210, 190, 400, 440, 3, blank),
            path("M610 190L628 204L628 644L610 630Z", "#cfc6b2"),
            turn=turn,
            at=(dx, dy),
        )
    s.put(
        rect(170, 170, 420, 460, 3, "#fbf8ef"),
        landscape(s, 170, 170, 420, 460, variant),
        path("M590 170L614 188L614 650L590 630Z", s.fade([(0, "#d8cfba"), (1, "#b9ae95")])),
        path("M170 630L590 630L614 650L194 650Z", "#a89d84"),
        turn=-4,
        at=(-10, 14),
    )


@kind(cm=30, reach=0.62, macro=(500, 540, 330), pack="wrap", medium="paint", swatches=PAINTS)
def canvas_board(s: Scene, variant: int = 0) -> None:
    """Flat canvas boards: a blank one behind, a painted one in front."""
    threads = "#8a8370"
    back = [
        rect(190, 150, 440, 500, 5, s.sheen("#f2ecdf", 0.3, 0.08)),
        weave((192, 152, 436, 496), threads, 8),
    ]
    s.put(back, turn=8, at=(30, -10))
    s.put(
        rect(176, 160, 440, 500, 5, "#b7a98b"),
        rect(170, 154, 440, 500, 5, s.sheen("#f7f2e7", 0.3, 0.05)),
        landscape(s, 196, 180, 388, 448, variant),
        weave((172, 156, 436, 496), threads, 8),
        turn=-5,
        at=(-6, 0),
    )


@kind(cm=160, reach=0.86, stands=True, macro=(400, 500, 360), pack="carton")
def easel(s: Scene, c: str = WOOD, variant: int = 1) -> None:
    """A studio easel with a painting on it."""
    s.floor(400, 738, 250, 20, 0.35)
    grain = s.wood(c, True)
    bar = s.fade([(0, light(c, 0.35)), (0.5, c), (1, dark(c, 0.35))])
    s.put(
        path("M388 80L412 80L420 704L398 704Z", dark(c, 0.35)),
        path("M372 110L396 110L246 740L216 740Z", grain),
        path("M404 110L428 110L584 740L554 740Z", grain),
        rect(384, 60, 32, 630, 6, grain),
        rect(250, 560, 300, 30, 6, bar),
        rect(292, 660, 216, 22, 5, bar),
        lift="low",
    )
    s.put(rect(216, 184, 368, 378, 3, "#fbf8ef"), landscape(s, 222, 190, 356, 366, variant))
    clamp = s.fade([(0, light(c, 0.3)), (1, dark(c, 0.3))])
    s.put(
        rect(374, 148, 52, 44, 6, clamp),
        disc(400, 170, 9, s.metal(GOLD)),
        rect(250, 556, 300, 16, 5, light(c, 0.25)),
        disc(270, 606, 12, s.metal(GOLD)),
        disc(530, 606, 12, s.metal(GOLD)),
        lift="low",
    )


@kind(cm=45, reach=0.72, stands=True, macro=(400, 560, 340), pack="carton")
def easel_table(s: Scene, c: str = "#c98f52") -> None:
    """A table box easel, a small canvas on it, its drawer half open with tubes inside."""
    s.floor(400, 706, 300, 24, 0.4)
    grain = s.wood(c, True)
    s.put(
        path("M262 560L380 130H402L300 560Z", grain), path("M538 560L420 130H398L500 560Z", grain), lift="low"
    )
    s.put(rect(262, 190, 276, 330, 3, "#fbf8ef"), landscape(s, 268, 196, 264, 318, 2))
    front = s.fade([(0, light(c, 0.32)), (0.4, c), (1, dark(c, 0.3))])
    rows = "".join(f"M140 {y}Q320 {y - 6} 460 {y + 2}T660 {y - 3}" for y in (588, 616, 668, 690))
    s.put(
        rect(240, 514, 320, 20, 5, s.fade([(0, light(c, 0.4)), (1, dark(c, 0.25))])),
        path("M150 548L190 526H610L650 548Z", light(c, 0.2)),
        rect(130, 546, 540, 160, 8, front),
        line(rows, dark(c, 0.4), 2, opacity=0.3),
        rect(160, 586, 480, 92, 6, dark(c, 0.45)),
        rect(166, 592, 468, 82, 4, s.fade([(0, light(c, 0.16)), (1, dark(c, 0.16))])),
        rect(356, 620, 88, 20, 10, s.metal(GOLD)),
        rect(150, 540, 22, 26, 3, s.metal(GOLD)),
        rect(628, 540, 22, 26, 3, s.metal(GOLD)),
        disc(400, 152, 11, s.metal(GOLD)),
    )


@kind(cm=150, reach=0.8, macro=(330, 420, 360), pack="wrap", medium="chips")
def canvas_roll(s: Scene, c: str = LINEN) -> None:
    """A roll of primed canvas, its free end laid open."""
    sheet = "M142 400L648 400L690 640Q420 672 110 640Z"
    roll = "M140 330Q118 380 140 436L650 436Q672 384 650 330Z"
    laid = path(sheet, s.fade([(0, dark(c, 0.3)), (0.16, light(c, 0.2)), (1, c)]))
    s.put(laid, within(s, sheet, weave((110, 400, 580, 270), c)), turn=-5, at=(0, -30), grow=1.08)
    s.put(
        path(roll, s.cylinder(c, gloss=0.4)),
        weave((136, 334, 510, 98), c),
        oval(652, 383, 22, 54, s.fade([(0, light(c, 0.3)), (1, dark(c, 0.12))])),
        group(
            *(oval(652, 383, 22 - k, 54 - k * 2.4, stroke=dark(c, 0.4), stroke_width=2) for k in (4, 8, 12))
        ),
        oval(652, 383, 7, 18, dark(PALE_WOOD, 0.6)),
        rect(270, 328, 26, 110, 4, "#b3261e", opacity=0.85),
        turn=-5,
        at=(0, -30),
        grow=1.08,
    )
