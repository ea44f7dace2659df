"""Books to write in."""

import math
import random

from ..colours import BOARD, CARD, GRAPHITE, KRAFT, PAPER, PENCIL, dark, light, some
from ..parts.paper import name_label, page_edges, spiral, title_label
from ..parts.pencils import pencil
from ..parts.textures import waves, weave
from ..registry import Scene, kind
from ..shapes import DISPLAY, disc, group, line, path, rect, words


def _spread(s: Scene, c: str, c2: str | None) -> None:
    """The book lying open: two ruled pages and a ribbon, in the second book's colour if there is one."""
    left = s.fade([(0, "#f1ecdf"), (0.7, "#fffef9"), (0.94, "#f3eee1"), (1, "#d8d1bf")], (1, 0))
    right = s.fade([(0, "#d8d1bf"), (0.06, "#f3eee1"), (0.3, "#fffef9"), (1, "#f6f1e4")], (1, 0))
    rows = "".join(f"M92 {y}H384M416 {y}H708" for y in range(262, 600, 34))
    s.put(
        rect(62, 184, 676, 446, 12, dark(c, 0.1)),
        path("M74 196Q230 176 400 202V620Q230 596 74 612Z", left),
        path("M726 196Q570 176 400 202V620Q570 596 726 612Z", right),
        line(rows, "#bcd0ea", 2),
        line("M400 204V618", "#b9b09a", 3, opacity=0.6),
        path(
            "M418 200L436 198L440 676L429 662L418 678Z",
            s.fade([(0, c2 or PENCIL), (1, dark(c2 or PENCIL, 0.2))]),
        ),
        turn=-5,
    )


@kind(cm=21, reach=0.68, macro=(330, 300, 380), pack="wrap", medium="chips", views={"detail": _spread})
def notebook(s: Scene, c: str = "#14493b", c2: str | None = None) -> None:
    """A cloth-bound notebook with a school label, a band and a ribbon; a second one behind when c2 is given."""
    if c2:
        second = [rect(206, 150, 400, 520, 18, s.sheen(c2)), weave((210, 154, 392, 512), c2, 6)]
        s.put(second, turn=9, at=(44, -6))
    band = PENCIL if c.lower() != PENCIL else BOARD
    spine = [(0, dark(c, 0.4), 0.9), (0.75, dark(c, 0.15), 0.5), (0.8, light(c, 0.35), 0.6), (1, c, 0)]
    s.put(
        page_edges(190, 140, 408, 520, r=16),
        rect(190, 140, 408, 520, 18, s.sheen(c, 0.22, 0.18)),
        weave((194, 144, 400, 512), c, 6),
        rect(190, 140, 46, 520, 14, s.fade(spine, (1, 0))),
        path("M300 660L300 716L312 702L324 716L324 660Z", s.fade([(0, dark(band, 0.2)), (1, band)])),
        name_label(278, 214, 234, 170, c),
        rect(
            548, 136, 18, 528, 4, s.fade([(0, light(band, 0.3)), (0.5, band), (1, dark(band, 0.3))], (1, 0))
        ),
        turn=-6,
    )


@kind(cm=29.7, reach=0.72, macro=(320, 300, 360), pack="wrap", medium="pencil", swatches=(GRAPHITE,))
def sketchbook(s: Scene, c: str = KRAFT) -> None:
    """A spiral sketchbook with a drawn flower, a pencil on it."""
    ink = dark(c, 0.68)
    chance = random.Random(3)
    flecks = "".join(
        f"M{chance.uniform(230, 600):.0f} {chance.uniform(120, 660):.0f}l{chance.uniform(4, 13):.0f} -1"
        for _ in range(60)
    )
    s.put(
        rect(216, 126, 412, 560, 8, "#f3eee2"),
        rect(210, 120, 412, 560, 8, "#fbf8f0"),
        rect(196, 112, 416, 560, 10, s.sheen(c, 0.25, 0.14)),
        line(flecks, dark(c, 0.35), 1.2, opacity=0.4),
        _flower(ink),
        line("M520 632H572", ink, 4, opacity=0.8),
        spiral(s, 222, 140, 660, c),
        turn=5,
        at=(-8, 0),
    )
    s.put(pencil(s, BOARD), turn=-58, at=(180, 120), grow=0.8)


def _flower(ink: str) -> str:
    """A botanical line drawing about (416, 400)."""
    leaves, veins = "", ""
    for stalk in range(520, 320, -46):
        for side in (-1, 1):
            leaves += f"M409 {stalk}q{side * 30} -46 {side * 86} -40q{side * -20} 48 {side * -86} 40Z"
            veins += f"M409 {stalk}q{side * 36} -22 {side * 70} -34"
    petals = ""
    for k in range(8):
        x, y = math.cos(k * math.pi / 4), math.sin(k * math.pi / 4)
        out = f"q{34 * x - 12 * y:.0f} {34 * y + 12 * x:.0f} {58 * x:.0f} {58 * y:.0f}"
        petals += f"M416 268{out}q{-24 * x + 14 * y:.0f} {-24 * y - 14 * x:.0f} {-58 * x:.0f} {-58 * y:.0f}"
    return group(
        line("M410 560Q398 440 416 300", ink, 5),
        line(leaves + petals, ink, 4),
        line(veins, ink, 2.2),
        disc(416, 268, 13, ink),
    )


@kind(cm=24, reach=0.72, macro=(350, 280, 340), pack="wrap")
def copy(s: Scene, c: str = "#2f6fb8", label: str = "Copy") -> None:
    """A stapled school copy with a soft cover; another of the same sort beneath."""
    under = rect(208, 120, 404, 560, 8, s.sheen(dark(c, 0.25)))
    s.put(under, turn=7, at=(30, 6), lift="low")
    tone = light(c, 0.86)
    s.put(
        path("M606 122L616 128V676L204 684L196 674Z", "#f6f2e6"),
        rect(190, 112, 416, 566, 8, s.sheen(c, 0.2, 0.14)),
        rect(190, 112, 34, 566, 6, dark(c, 0.35), opacity=0.55),
        line("M207 226V262M207 528V564", "#dfe4e7", 6),
        rect(250, 150, 330, 84, 8, tone, opacity=0.95),
        words(415, 208, label, 46, dark(c, 0.45), face=DISPLAY, fit=300),
        rect(250, 268, 330, 12, 6, tone, opacity=0.55),
        rect(250, 292, 220, 12, 6, tone, opacity=0.4),
        path("M224 678L606 400V678Z", light(c, 0.3), opacity=0.28),
        path("M224 678L606 520V678Z", dark(c, 0.3), opacity=0.28),
        name_label(262, 440, 306, 180, c),
        turn=-6,
    )


@kind(cm=21, reach=0.7, macro=(540, 320, 340), pack="box")
def diary(s: Scene, c: str = "#5a1f2b", acc: str = "#d9ac4a") -> None:
    """A dated diary: padded cover, metal corners, a clasp and a ribbon."""
    stitch = line(
        "M226 150H560M226 650H560M226 150V650", light(c, 0.45), 2.5, stroke_dasharray="8 7", opacity=0.7
    )
    corner = "M604 128V196L536 128Z"
    s.put(
        page_edges(196, 128, 404, 540, r=14),
        path("M340 660V722L354 706L368 722V660Z", s.fade([(0, dark(acc, 0.2)), (1, acc)])),
        rect(196, 128, 408, 540, 20, s.sheen(c, 0.24, 0.2)),
        rect(196, 128, 44, 540, 16, dark(c, 0.35), opacity=0.6),
        path("M216 150Q330 132 590 150Q380 170 226 230Z", "#fff", opacity=0.1),
        stitch,
        path(corner, s.metal(acc)),
        group(path(corner, s.metal(acc)), about=(400, 398), grow=(1, -1)),
        words(400, 330, "DIARY", 58, acc, face=DISPLAY, spacing=6),
        line("M300 366H500", acc, 3),
        _month(acc, 312, 400),
        rect(556, 362, 76, 74, 14, s.sheen(dark(c, 0.1), 0.2, 0.2)),
        disc(594, 399, 17, s.metal(acc)),
        turn=-7,
    )


def _month(c: str, x: float, y: float) -> str:
    """A month of small squares, one of them marked."""
    cells = [
        rect(x + i % 6 * 30, y + i // 6 * 30, 20, 20, 4, c, opacity=1 if i == 9 else 0.38) for i in range(24)
    ]
    return group(cells)


@kind(cm=33, reach=0.72, macro=(380, 330, 360), pack="wrap")
def register(s: Scene, c: str = "#7a1f24") -> None:
    """A long bound register with a cloth spine and corners."""
    trim = dark(c, 0.45)
    s.put(
        page_edges(170, 96, 440, 580, depth=26, r=4),
        rect(166, 96, 448, 588, 6, s.sheen(c, 0.16, 0.2)),
        waves((262, 100, 350, 580), light(c, 0.45), 46, 3),
        rect(
            166, 96, 92, 588, 6, s.fade([(0, dark(trim, 0.3)), (0.5, light(trim, 0.14)), (1, trim)], (1, 0))
        ),
        path("M614 96V190L520 96ZM614 684V590L520 684Z", trim),
        title_label(298, 190, 276, 150, trim, "Register"),
        line("M258 96V684", light(c, 0.5), 2, opacity=0.5),
        turn=-6,
        at=(0, 8),
    )


@kind(cm=29.7, reach=0.72, stands=True, macro=(330, 420, 360), pack="carton", medium="chips")
def paper_ream(s: Scene, c: str = "#1f5fae", label: str = "A4") -> None:
    """An opened ream: a stack of white sheets in its wrapper, seen from above one corner."""
    s.floor(404, 556, 300, 60, 0.4)
    edges = "".join(f"M110 {y}L388 {y + 112}L694 {y - 4}" for y in range(392, 506, 12))
    top = s.fade([(0, "#ffffff"), (1, "#f2efe6")], (1, 1))
    s.put(
        path("M110 376V506L388 622L694 502V372L388 500Z", "#efeadd"),
        line(edges, "#d3ccba", 1.6, opacity=0.8),
        path("M110 376L414 250L694 372L388 492Z", top),
        path(
            "M250 318L414 250L694 372V502L530 566V436Z",
            s.fade([(0, light(c, 0.2)), (0.6, c), (1, dark(c, 0.3))], (0.4, 1)),
        ),
        path("M530 436L694 372V502L530 566Z", dark(c, 0.28)),
        path("M250 318L264 312L544 430V560L530 566V436Z", PAPER, opacity=0.85),
        at=(0, -30),
    )
    face = group(
        words(0, 0, label, 62, PAPER, face=DISPLAY, fit=150), transform="matrix(.93 .4 -.86 .36 492 376)"
    )
    note = group(
        line("M-50 -14H50M-50 10H10", PAPER, 7, opacity=0.8), transform="matrix(.93 -.36 0 1 612 492)"
    )
    s.put(face, note, at=(0, -30), lift="none")


@kind(cm=15, reach=0.62, macro=(380, 360, 360), pack="box")
def gift_card(s: Scene, c: str = "#14493b") -> None:
    """A gift card standing out of its envelope."""
    card = [
        rect(180, 150, 440, 290, 24, s.sheen(c, 0.22, 0.2)),
        words(212, 222, "B2E", 54, light(c, 0.88), face=DISPLAY, anchor="start"),
        path("M400 150H448V440H400Z", PENCIL, opacity=0.9),
        path(
            "M424 262Q350 190 330 244Q322 286 424 284Q526 286 518 244Q498 190 424 262Z",
            s.sheen(PENCIL, 0.3, 0.2),
        ),
        path("M424 268L360 372L400 360L424 392L448 360L488 372Z", dark(PENCIL, 0.12)),
        disc(424, 274, 20, dark(PENCIL, 0.25)),
        words(588, 412, "Gift card", 30, light(c, 0.8), anchor="end"),
    ]
    s.put(path("M130 400L400 250L670 400V420H130Z", dark(CARD, 0.12)), at=(0, 20))
    s.put(card, turn=-5, at=(0, 6))
    s.put(
        path(
            "M130 396L400 560L670 396V660Q670 680 650 680H150Q130 680 130 660Z",
            s.fade([(0, light(CARD, 0.5)), (1, dark(CARD, 0.1))]),
        ),
        line("M140 676L340 522M660 676L460 522", dark(CARD, 0.2), 2, opacity=0.6),
        at=(0, 20),
    )


@kind(cm=22, reach=0.68, macro=(400, 360, 380), pack="wrap")
def envelopes(s: Scene, c: str = "#e9dfc8") -> None:
    """A stack of envelopes, the top one with its flap open to the light."""
    for i, (turn, dx, dy) in enumerate(((9, 26, 26), (3, 6, 12))):
        s.put(
            rect(130, 240, 540, 340, 10, s.sheen(dark(c, 0.1 - 0.04 * i))), turn=turn, at=(dx, dy), lift="low"
        )
    line_colour = dark(c, 0.3)
    s.put(
        rect(130, 240, 540, 340, 10, s.sheen(c, 0.3, 0.08)),
        path("M130 574L356 404H444L670 574Q668 580 658 580H142Q132 580 130 574Z", light(c, 0.18)),
        path(
            "M134 246Q136 240 146 240H654Q664 240 666 246L432 440Q400 464 368 440Z",
            s.fade([(0, light(c, 0.45)), (1, dark(c, 0.06))]),
        ),
        line("M136 248L368 440Q400 464 432 440L664 248", line_colour, 2.5, opacity=0.7),
        disc(400, 426, 34, s.glow([(0, "#e05a4e"), (0.7, "#b3261e"), (1, "#7d1712")])),
        words(400, 436, "B2E", 22, "#ffd9cf", face=DISPLAY),
        turn=-6,
        at=(0, -10),
    )


@kind(cm=30, reach=0.72, macro=(360, 330, 360), pack="wrap")
def card_paper(
    s: Scene, cs: tuple[str, ...] = ("#d94f3d", "#f0b429", "#5ba557", "#2f7fb8", "#8a4fa3")
) -> None:
    """Sheets of coloured card, fanned."""
    shown = some(cs, 8)
    step = min(8, 30 / max(1, len(shown) - 1))
    for i, c in enumerate(reversed(shown)):
        turn = (i - (len(shown) - 1) / 2) * -step
        sheet = rect(236, 160, 328, 440, 4, s.sheen(c, 0.22, 0.1))
        edge = line("M236 600H564", light(c, 0.5), 2, opacity=0.7)
        s.put(group(sheet, edge, turn=turn, about=(400, 860)), at=(0, 30), lift="low")
