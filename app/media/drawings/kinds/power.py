"""Light and what feeds it: lamps, cells, chargers."""

from ..colours import GOLD, STEEL, dark, ink_on, light
from ..registry import Scene, kind
from ..shapes import disc, group, line, path, rect


@kind(cm=45, reach=0.72, stands=True, macro=(560, 250, 360), pack="carton")
def lamp(s: Scene, c: str = "#14493b") -> None:
    """A jointed desk lamp, lit."""
    glow = "#ffe6a3"
    s.floor(330, 702, 220, 26, 0.4)
    s.put(path("M470 330L250 720L760 720L640 250Z", s.fade([(0, glow, 0.7), (1, glow, 0)])), lift="none")
    base = "M190 690Q190 650 330 650Q470 650 470 690L470 700Q470 708 330 708Q190 708 190 700Z"
    s.put(path(base, s.fade([(0, light(c, 0.35)), (0.4, c), (1, dark(c, 0.45))])), lift="low")
    arms = "M330 656L230 400L470 190"
    s.put(
        line(arms, dark(c, 0.3), 22),
        line("M327 654L227 398L467 188", light(c, 0.35), 6, opacity=0.8),
        disc(230, 400, 24, s.metal(GOLD)),
        disc(230, 400, 9, dark(GOLD, 0.5)),
        lift="low",
    )
    shade = "M420 196Q430 130 500 128Q540 128 556 160L672 252Q690 268 676 286L500 392Q480 402 468 382Z"
    s.put(
        path(shade, s.fade([(0, light(c, 0.5)), (0.35, c), (1, dark(c, 0.45))], (1, 0.7))),
        path("M676 274L486 390Q520 420 580 390Q660 344 684 290Z", light(glow, 0.5)),
        line("M448 210Q462 156 506 150", light(c, 0.8), 8, opacity=0.6),
        disc(470, 190, 20, s.metal(GOLD)),
    )


@kind(cm=5, reach=0.66, stands=True, macro=(330, 400, 340), pack="hang")
def battery(s: Scene, c: str = "#23282d", acc: str = "#d9ac4a") -> None:
    """Four cells standing in a row."""
    s.floor(400, 690, 290, 24, 0.4)
    for i in range(4):
        x = 136 + i * 136
        art = [
            rect(x + 36, 150, 48, 34, 8, s.metal(STEEL, True)),
            rect(x, 176, 120, 512, 16, s.cylinder(c, True)),
            path(
                f"M{x} 192Q{x} 176 {x + 16} 176H{x + 104}Q{x + 120} 176 {x + 120} 192V330H{x}Z",
                s.metal(acc, True),
            ),
            line(f"M{x + 60} 232V280M{x + 36} 256H{x + 84}", dark(acc, 0.6), 9),
            line(f"M{x + 60} 420V560M{x + 36} 610H{x + 84}", light(c, 0.7), 9, opacity=0.8),
            line(f"M{x + 8} 338H{x + 112}", light(acc, 0.5), 4),
            rect(x + 4, 674, 112, 14, 6, s.metal(STEEL, True)),
        ]
        s.put(art, lift="low")


@kind(cm=14.5, reach=0.74, macro=(400, 260, 360), pack="box")
def power_bank(s: Scene, c: str = "#e9ebec") -> None:
    """A slim power bank with its lights and a short cable."""
    ink = ink_on(c, 0.55)
    s.put(line("M520 128Q520 60 600 80Q690 110 660 210Q650 250 672 290", "#3b4046", 13), lift="low")
    s.put(
        rect(652, 280, 44, 70, 8, s.cylinder("#3b4046", True)),
        rect(660, 346, 28, 30, 3, s.metal(STEEL, True)),
        turn=-6,
        about=(672, 300),
        lift="low",
    )
    s.put(
        rect(236, 120, 330, 590, 44, s.fade([(0, light(c, 0.5)), (0.3, c), (1, dark(c, 0.3))], (1, 0.6))),
        rect(244, 128, 314, 574, 38, stroke=light(c, 0.7), stroke_width=3, opacity=0.7),
        rect(498, 112, 44, 16, 4, dark(STEEL, 0.55)),
        rect(300, 114, 70, 10, 3, dark(STEEL, 0.6)),
        rect(404, 114, 50, 10, 4, dark(STEEL, 0.6)),
        group(*(disc(290 + i * 30, 180, 8, "#6fd08c" if i < 3 else dark(c, 0.25)) for i in range(4))),
        path("M420 330L340 462H396L372 562L460 418H404Z", ink, opacity=0.8),
        rect(350, 640, 100, 12, 6, ink, opacity=0.35),
        path("M262 150H380L262 460Z", "#fff", opacity=0.22),
        turn=-6,
        at=(-30, 10),
    )


@kind(cm=9, reach=0.74, macro=(360, 380, 340), pack="box")
def charger(s: Scene, c: str = "#f1f2f0") -> None:
    """A wall charger with a cable looped beside it."""
    loop = "M560 470Q700 470 700 580Q700 680 560 680Q300 690 200 640Q130 600 190 560Q280 520 470 600Q600 650 640 590"
    s.put(line(loop, dark(c, 0.3), 15), line(loop, light(c, 0.3), 9), lift="low")
    s.put(
        rect(626, 548, 36, 54, 8, s.cylinder(c, True)),
        rect(633, 526, 22, 26, 3, s.metal(STEEL, True)),
        turn=20,
        about=(640, 580),
        lift="low",
    )
    front = s.fade([(0, light(c, 0.6)), (0.4, c), (1, dark(c, 0.18))], (1, 1))
    s.put(
        rect(300, 86, 26, 96, 8, s.metal(STEEL, True)),
        rect(416, 86, 26, 96, 8, s.metal(STEEL, True)),
        path(
            "M210 190Q210 160 240 160H510Q540 160 540 190L556 480Q556 510 526 510H224Q194 510 194 480Z", front
        ),
        path("M540 190L586 214L598 500L556 500V480Z", dark(c, 0.28)),
        rect(300, 420, 70, 26, 5, dark(c, 0.6)),
        rect(400, 420, 60, 26, 13, dark(c, 0.6)),
        path("M392 226L338 314H376L360 380L420 284H380Z", ink_on(c, 0.5), opacity=0.6),
        path("M226 182H350L214 440Z", "#fff", opacity=0.35),
        line("M590 480Q560 470 540 470", dark(c, 0.3), 10),
        at=(0, -14),
    )
