"""Pencils, sticks of colour, and what sharpens and erases them."""

import math

from ..colours import CARD, GRAPHITE, JET, PAPER, STEEL, dark, light, some
from ..parts.pencils import fan_of_pencils
from ..parts.pencils import pencil as one_pencil
from ..parts.pens import thicker
from ..parts.textures import within
from ..registry import Scene, kind
from ..shapes import disc, line, oval, path, rect, words

RAINBOW = ("#d94f3d", "#ef8a2b", "#f4c430", "#5ba557", "#2f7fb8", "#3b4fa3", "#8a4fa3", "#7b4a2b")


@kind(
    cm=17.5, reach=0.85, tilt=-44, macro=(250, 540, 330), pack="hang", medium="pencil", swatches=(GRAPHITE,)
)
def pencil(s: Scene, c: str = "#f0b429", c2: str = "#14493b", c3: str = "#d94f3d") -> None:
    """Three graphite pencils of three grades."""
    s.put(thicker(one_pencil(s, c2), share=1.16), turn=-44, at=(-66, -58), grow=1.04)
    s.put(thicker(one_pencil(s, c), share=1.16), turn=-41, at=(4, 6), grow=1.06)
    s.put(thicker(one_pencil(s, c3), share=1.16), turn=-47, at=(78, 66), grow=1.04)


@kind(cm=17.5, reach=0.8, macro=(400, 240, 360), pack="box", medium="pencil")
def colour_pencils(s: Scene, cs: tuple[str, ...] = RAINBOW) -> None:
    """A fan of colour pencils."""
    fan_of_pencils(s, some(cs, 12))


@kind(
    cm=14.5, reach=0.86, tilt=-42, macro=(240, 540, 320), pack="hang", medium="pencil", swatches=(GRAPHITE,)
)
def mech_pencil(s: Scene, c: str = "#22303c") -> None:
    """A technical pencil with a knurled metal grip."""
    steel = s.metal(STEEL)
    cross = "".join(f"M{x} 376l48 50M{x + 48} 376l-48 50" for x in range(150, 302, 9))
    sleeve = "M192 380L300 376L300 426L192 422Z"
    art = [
        rect(664, 384, 46, 34, 8, steel),
        rect(612, 378, 60, 46, 5, s.cylinder(dark(c, 0.2))),
        rect(300, 374, 320, 54, 5, s.cylinder(c)),
        path("M184 380L310 374L310 428L184 422Z", steel),
        within(s, sleeve, line(cross, dark(STEEL, 0.6), 1.2, opacity=0.55)),
        path("M186 382L116 394L96 399L96 403L116 408L186 420Z", steel),
        line("M98 401H72", GRAPHITE, 3.5),
        rect(300, 372, 8, 58, 2, steel),
        rect(600, 372, 12, 58, 2, steel),
        path("M652 364Q664 360 664 372L660 380L458 374Q442 372 444 364Q446 357 460 358Z", steel),
        line("M340 402H420M440 402H456", light(c, 0.8), 5, opacity=0.75),
        line("M316 382H596", "#fff", 3, opacity=0.35),
    ]
    s.put(thicker(*art, share=1.5), turn=-42, grow=1.1, at=(10, 0))


@kind(cm=9, reach=0.69, stands=True, macro=(360, 220, 330), medium="pencil")
def crayons(s: Scene, cs: tuple[str, ...] = RAINBOW) -> None:
    """Wax crayons rising out of their carton."""
    shown = some(cs, 8)
    pitch = 400 / len(shown)
    for i, c in enumerate(shown):
        x = 200 + pitch * (i + 0.5)
        y = 150 + (i * 37 % 5) * 9
        w = min(50, pitch - 4)
        half, end = w * 0.42, w * 0.2
        tip = f"M{x - half:g} {y + 92}L{x - end:g} {y + 6}q{end:g} -14 {end * 2:g} 0L{x + half:g} {y + 92}Z"
        wrapper = rect(x - w / 2, y + 84, w, 330, 5, s.cylinder(light(c, 0.12), True, 0.4))
        bands = line(
            f"M{x - w / 2:g} {y + 104:g}h{w:g}M{x - w / 2:g} {y + 116:g}h{w:g}", dark(c, 0.45), 3, opacity=0.6
        )
        s.put(path(tip, s.cylinder(c, True, 0.45)), wrapper, bands, lift="low")
    front = rect(184, 372, 432, 330, 12, s.sheen(shown[-2 if len(shown) > 1 else 0], 0.24, 0.16))
    arch = "M184 372Q400 470 616 372V400Q400 500 184 400Z"
    fan = [disc(258 + i * 57, 570, 24, c) for i, c in enumerate(shown[:6])]
    s.put(
        front,
        path(arch, PAPER, opacity=0.35),
        rect(214, 522, 372, 96, 48, PAPER, opacity=0.95),
        fan,
        line("M240 660H440", PAPER, 8, opacity=0.7),
    )


@kind(cm=7, reach=0.78, macro=(330, 330, 330), medium="pencil")
def pastels(s: Scene, cs: tuple[str, ...] = (*RAINBOW, "#e8737c", "#6fb7a8", "#23282d", "#f6f1e4")) -> None:
    """Oil pastels lying in their tray."""
    shown = some(cs, 12)
    tray = [
        rect(96, 176, 608, 452, 18, s.sheen("#4a4038", 0.16, 0.2)),
        rect(114, 194, 572, 416, 10, "#2a241f"),
    ]
    s.put(tray, turn=-5)
    pitch = 560 / len(shown)
    sticks = []
    for i, c in enumerate(shown):
        x, w = 120 + i * pitch + 3, pitch - 6
        short = i in {2, 7}
        y = 246 if short else 208
        sticks.append(rect(x, y, w, 590 - y, 8, s.cylinder(c, True, 0.35)))
        sticks.append(rect(x, 318, w, 200, fill=s.cylinder(CARD, True, 0.3)))
        sticks.append(rect(x, 340, w, 40, fill=c, opacity=0.85))
    s.put(sticks, turn=-5, lift="low")


@kind(cm=12, reach=0.72, tilt=-36, macro=(330, 440, 340), medium="pencil")
def charcoal(s: Scene, c: str = "#2a2b2d") -> None:
    """Willow charcoal sticks and their smudge."""
    smear = s.glow([(0, c, 0.4), (0.6, c, 0.16), (1, c, 0)], (0.5, 0.5), 0.5)
    s.put(oval(430, 560, 250, 90, smear), turn=-18, lift="none")
    for i, (length, thick, dy, turn) in enumerate(
        ((540, 40, -120, -40), (580, 52, -10, -36), (500, 34, 96, -31))
    ):
        x = 400 - length / 2
        half, end = thick / 2, x + length
        bark = (
            f"M{x + 6:g} {400 - half:g}Q400 {392 - half:g} {end:g} {402 - half:g}"
            f"L{end + 5:g} {402 + half:g}Q400 {410 + half:g} {x:g} {400 + half:g}Z"
        )
        cracks = f"M{x + 60:g} 394q80 -8 150 2M{x + 250:g} 408q70 8 160 -4M{x + 120:g} 412q40 6 70 0"
        s.put(
            path(bark, s.cylinder(light(c, 0.06 * i), gloss=0.32)),
            line(cracks, light(c, 0.35), 2, opacity=0.5),
            oval(x + 4, 400, 5, thick / 2, light(c, 0.22)),
            turn=turn,
            at=(-10, dy),
        )


@kind(cm=8, reach=0.62, tilt=-40, macro=(330, 440, 330), medium="pencil")
def chalk(s: Scene, cs: tuple[str, ...] = ("#fbfaf4", "#f59ab0", "#f7d94c", "#8fbdf0", "#8fd3a4")) -> None:
    """Sticks of blackboard chalk."""
    shown = some(cs, 6)
    for i, c in enumerate(shown):
        step = i - (len(shown) - 1) / 2
        stick = [
            path("M190 366Q186 401 190 436L610 428Q616 401 610 374Z", s.cylinder(c, gloss=0.3)),
            oval(611, 401, 9, 27, light(c, 0.4)),
            line("M240 392H380M300 410H470", light(c, 0.5), 2, opacity=0.6),
        ]
        s.put(stick, turn=-40 + (i % 3 - 1) * 4, at=(step * 56, step * 66 + (i % 2) * 12), grow=1.12)


@kind(cm=5.5, reach=0.72, tilt=-24, macro=(300, 430, 340), pack="hang")
def eraser(s: Scene, c: str = "#f6f4ee", c2: str = "#1f5fae") -> None:
    """A block eraser in its paper sleeve, worn at one corner."""
    top = [(0, light(c, 0.5)), (1, c)]
    block = [
        path("M150 330Q146 316 160 312L236 300L236 500L172 506Q156 506 154 490Z", s.fade(top, (1, 1))),
        path("M154 486Q158 506 172 506L236 500L236 530L180 540Q160 540 157 520Z", dark(c, 0.22)),
        path("M150 330Q146 316 160 312L200 306Q170 330 176 380L166 470Z", "#fff", opacity=0.4),
    ]
    sleeve = [
        rect(226, 296, 430, 208, 6, s.sheen(c2, 0.2, 0.14)),
        path("M226 502L656 502L650 536L232 536Z", dark(c2, 0.35)),
        rect(226, 340, 430, 34, fill=PAPER, opacity=0.9),
        rect(226, 426, 430, 34, fill=PAPER, opacity=0.9),
        words(441, 416, "SOFT", 44, light(c2, 0.9), spacing=6),
    ]
    crumbs = [
        line(f"M{x} {y}q8 -6 16 2", dark(c, 0.3), 7)
        for x, y in ((120, 590), (180, 620), (250, 596), (92, 548))
    ]
    s.put(crumbs, turn=-24, lift="low", at=(0, -10))
    s.put(block, sleeve, turn=-24, grow=1.06)


@kind(cm=3, reach=0.62, macro=(380, 380, 340), pack="hang")
def sharpener(s: Scene, c: str = "#c8322b") -> None:
    """A wedge sharpener with its blade, and a curl of shaving."""
    body = "M176 470L196 300Q198 284 214 284L586 284Q602 284 604 300L624 470Q626 490 606 490L194 490Q174 490 176 470Z"
    blade = [
        path("M262 316L548 316L520 452L290 452Z", s.metal("#cfd6da")),
        path("M290 452L520 452L524 434L286 434Z", light(STEEL, 0.7)),
        disc(405, 372, 24, s.metal("#d9ac4a")),
        line("M392 384L418 360", dark("#d9ac4a", 0.6), 5),
    ]
    s.put(
        path(
            "M176 470Q174 490 194 490L606 490Q626 490 624 470L630 560Q630 576 614 576L186 576Q170 576 170 560Z",
            s.fade([(0, dark(c, 0.2)), (1, dark(c, 0.5))]),
        ),
        path(body, s.sheen(c, 0.3, 0.12)),
        disc(400, 534, 26, dark(c, 0.75)),
        oval(400, 534, 15, 15, JET),
        blade,
        path("M204 300L586 292L580 304L212 312Z", "#fff", opacity=0.35),
        turn=-12,
        at=(0, -50),
    )
    s.put(_shaving(s, c), turn=14, about=(480, 650), lift="low")


def _shaving(s: Scene, c: str) -> list[str]:
    """A scalloped curl of pencil wood with a painted rim."""
    rim, ribs = [], []
    for i in range(9):
        a, b = math.radians(170 + i * 22), math.radians(170 + (i + 1) * 22)
        x, y = 480 + 96 * math.cos(b), 650 + 60 * math.sin(b)
        rim.append(f"A20 16 0 0 1 {x:.0f} {y:.0f}")
        ribs.append(
            f"M{480 + 22 * math.cos(a):.0f} {650 + 12 * math.sin(a):.0f}"
            f"L{480 + 92 * math.cos(a):.0f} {650 + 57 * math.sin(a):.0f}"
        )
    start = f"M{480 + 96 * math.cos(math.radians(170)):.0f} {650 + 60 * math.sin(math.radians(170)):.0f}"
    wood = s.glow([(0, "#b98f58"), (0.3, "#f2dcb2"), (1, "#dfbb86")], (0.5, 0.6), 0.6)
    return [
        path(start + "".join(rim) + "L496 656Q480 668 464 652Z", wood),
        line(start + "".join(rim), c, 6),
        line("".join(ribs), "#a97f4a", 2, opacity=0.5),
    ]
