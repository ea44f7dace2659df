"""What goes into a school bag, and the bag."""

import math

from ..colours import GOLD, PENCIL, STEEL, dark, light
from ..parts.pencils import pencil
from ..registry import Scene, kind
from ..shapes import DISPLAY, disc, group, line, oval, path, rect, words

CLEAR_YELLOW = [(0, "#ffe9a8", 0.92), (0.5, "#f5c64a", 0.86), (1, "#e0a92c", 0.92)]


def _ruler(s: Scene, fill: str, edge: str, ink: str) -> str:
    """A 30 cm ruler: x from 90 to 730, y from 360 to 444."""
    marks = "".join(
        f"M{110 + i * 10} 362v{26 if i % 10 == 0 else 18 if i % 5 == 0 else 11}" for i in range(61)
    )
    numbers = [words(110 + i * 50, 414, str(i * 5 // 2), 19, ink) for i in range(0, 13, 2)]
    return group(
        rect(90, 360, 640, 84, 8, fill, stroke=edge, stroke_width=2),
        line(marks, ink, 1.8),
        numbers,
        rect(96, 366, 628, 10, 5, "#fff", opacity=0.35),
        disc(708, 424, 9, "#fff", opacity=0.5),
    )


@kind(cm=31, reach=0.86, tilt=-36, macro=(280, 470, 320), pack="hang")
def ruler(s: Scene, c: str = "#f5c64a") -> None:
    """A ruler, translucent in its colour."""
    fill = s.fade([(0, light(c, 0.55), 0.95), (0.5, c, 0.9), (1, dark(c, 0.12), 0.95)])
    s.put(
        group(_ruler(s, fill, dark(c, 0.3), dark(c, 0.72)), about=(410, 402), grow=(1.06, 1.4)),
        turn=-36,
        at=(-8, 0),
    )


@kind(cm=20, reach=0.76, macro=(300, 470, 340), pack="hang")
def geometry(s: Scene, c: str = "#2f8fc6") -> None:
    """A clear set square, a protractor and a ruler."""
    tint = s.fade([(0, light(c, 0.55), 0.54), (0.5, c, 0.34), (1, dark(c, 0.1), 0.46)], (1, 1))
    edge, ink = dark(c, 0.2), dark(c, 0.5)
    steps = [(i * 10.5, 16 if i % 5 == 0 else 9) for i in range(1, 41)]
    marks = "".join(f"M{150 + at:.1f} 640v-{high}M150 {640 - at:.1f}h{high}" for at, high in steps)
    triangle = "M150 640L150 190L600 640ZM222 568L222 364L426 568Z"
    s.put(
        path(triangle, tint, fill_rule="evenodd", stroke=edge, stroke_width=3),
        line(marks, ink, 1.8),
        turn=-6,
        at=(-10, -30),
        lift="low",
    )
    bow = "M330 620A190 190 0 0 1 710 620L710 640L330 640ZM450 612L590 612A70 70 0 0 0 450 612Z"
    rays = ""
    for degree in range(0, 181, 5):
        x, y = math.cos(math.radians(180 + degree)), math.sin(math.radians(180 + degree))
        inner = 168 if degree % 10 == 0 else 176
        rays += f"M{520 + 186 * x:.1f} {620 + 186 * y:.1f}L{520 + inner * x:.1f} {620 + inner * y:.1f}"
    s.put(
        path(bow, tint, fill_rule="evenodd", stroke=edge, stroke_width=3),
        line(rays, ink, 1.6),
        turn=12,
        about=(520, 560),
        at=(30, -150),
        lift="low",
    )
    s.put(_ruler(s, s.fade(CLEAR_YELLOW), "#a97a16", "#5a3f06"), turn=27, at=(6, 170))


@kind(cm=19, reach=0.8, macro=(330, 480, 340), pack="box")
def geometry_box(s: Scene, c: str = "#1f5fae") -> None:
    """An open tin with compass, divider, protractor and pencil."""
    s.put(
        rect(92, 170, 616, 236, 26, s.sheen(c, 0.26, 0.16)),
        rect(112, 190, 576, 196, 18, stroke=light(c, 0.5), stroke_width=3, opacity=0.7),
        words(400, 308, "Geometry box", 58, light(c, 0.9), face=DISPLAY),
        line("M250 338H550", PENCIL, 8),
    )
    inside = s.fade([(0, dark(c, 0.62)), (1, dark(c, 0.42))])
    s.put(
        rect(92, 402, 616, 250, 26, s.fade([(0, light(c, 0.3)), (0.2, c), (1, dark(c, 0.35))])),
        rect(110, 418, 580, 216, 18, inside),
        rect(180, 396, 44, 16, 4, s.metal(STEEL)),
        rect(576, 396, 44, 16, 4, s.metal(STEEL)),
    )
    legs = [
        path("M0 -6L150 -10L156 0L150 10L0 6Z", s.metal(STEEL)),
        path("M4 -4L146 54L140 66L-2 8Z", s.metal(STEEL)),
        line("M150 0L186 0", "#8a9399", 4),
        path("M136 48L196 72L190 84L132 62Z", s.cylinder(PENCIL)),
        disc(2, 0, 18, s.metal(GOLD)),
        path("M-46 -7H-10V7H-46Q-54 0 -46 -7Z", s.metal(STEEL)),
    ]
    s.put(group(group(legs), at=(196, 470)), lift="low")
    bow = "M430 612A104 104 0 0 1 638 612ZM492 600H576A44 44 0 0 0 492 600Z"
    s.put(
        path(bow, light(c, 0.7), opacity=0.8, fill_rule="evenodd", stroke=light(c, 0.9), stroke_width=3),
        lift="low",
    )
    rays = ""
    for degree in range(10, 180, 10):
        x, y = math.cos(math.radians(degree)), math.sin(math.radians(degree))
        rays += f"M{534 + 100 * x:.1f} {610 - 100 * y:.1f}l{-12 * x:.1f} {12 * y:.1f}"
    s.put(line(rays, dark(c, 0.5), 2), lift="none")
    s.put(pencil(s, PENCIL), at=(14, 60), grow=0.5, lift="low", turn=-3)


@kind(cm=44, reach=0.8, stands=True, macro=(400, 560, 360), pack="wrap")
def backpack(s: Scene, c: str = "#2d5a8c", acc: str = "#f0b429") -> None:
    """A school backpack, front."""
    s.floor(400, 716, 260, 26, 0.35)
    body = [(0, dark(c, 0.22)), (0.22, light(c, 0.2)), (0.6, c), (1, dark(c, 0.4))]
    main_zip, pocket_zip = "M250 330Q246 170 400 164Q554 170 550 330", "M258 470Q400 486 542 470"
    s.put(
        path("M330 130Q330 70 400 70Q470 70 470 130L446 134Q446 96 400 96Q354 96 354 134Z", dark(c, 0.5)),
        path(
            "M206 300Q180 420 188 600L226 620L236 300ZM594 300Q620 420 612 600L574 620L564 300Z",
            dark(c, 0.45),
        ),
        path(
            "M222 300Q222 120 400 116Q578 120 578 300L590 640Q590 704 530 706L270 706Q210 704 210 640Z",
            s.fade(body, (1, 0.25)),
        ),
        line(main_zip, dark(c, 0.55), 9),
        line(main_zip, acc, 3, stroke_dasharray="7 6"),
        path(
            "M244 470Q244 436 276 436L524 436Q556 436 556 470L560 630Q560 666 524 666L276 666Q240 666 240 630Z",
            s.fade([(0, light(c, 0.18)), (0.3, c), (1, dark(c, 0.35))]),
        ),
        line(pocket_zip, dark(c, 0.6), 9),
        line(pocket_zip, acc, 3, stroke_dasharray="7 6"),
        rect(520, 470, 12, 40, 5, s.metal(GOLD)),
        rect(246, 322, 12, 40, 5, s.metal(GOLD)),
        rect(330, 286, 140, 90, 12, dark(c, 0.3)),
        rect(336, 292, 128, 78, 9, acc),
        words(400, 344, "B2E", 38, dark(c, 0.45), face=DISPLAY),
        path("M226 290Q230 170 320 136Q262 190 258 300Z", "#fff", opacity=0.13),
    )


@kind(cm=21, reach=0.74, stands=True, macro=(330, 380, 340), pack="wrap")
def pencil_case(s: Scene, c: str = "#8a4fa3", acc: str = "#f0b429") -> None:
    """A zipped pencil case, half open on its pencils."""
    for i, (tint, x) in enumerate((("#f0b429", 250), ("#c8322b", 330), ("#2f7fb8", 410), ("#3f9a46", 486))):
        art = group(
            pencil(s, tint),
            transform=f"translate({x} {196 + i % 2 * 26}) rotate({84 + i * 5}) scale(.6 .9) translate(-100 -401)",
        )
        s.put(art, lift="low")
    body = "M120 400Q112 372 146 366L654 366Q688 372 680 400L664 590Q660 630 620 632H180Q140 630 136 590Z"
    s.put(
        path("M126 380Q130 350 170 350H630Q670 350 674 380L400 404Z", dark(c, 0.62)),
        path(body, s.fade([(0, light(c, 0.16)), (0.25, c), (1, dark(c, 0.36))], (0.3, 1))),
        line("M138 392Q400 416 662 392", dark(c, 0.6), 16),
        line("M138 392Q400 416 662 392", "#d7dde0", 6, stroke_dasharray="5 6"),
        path("M636 382L690 400Q712 420 694 444L672 436Q680 420 630 404Z", s.metal(GOLD)),
        rect(250, 470, 300, 90, 45, acc),
        rect(258, 478, 284, 74, 37, stroke=light(acc, 0.6), stroke_width=3, stroke_dasharray="8 7"),
        words(400, 532, "B2E", 46, dark(acc, 0.7), face=DISPLAY),
        path("M150 420Q180 400 240 414L220 600H176Q156 598 152 570Z", "#fff", opacity=0.12),
        at=(0, 20),
    )


@kind(cm=24, reach=0.8, stands=True, macro=(400, 470, 340), pack="box")
def bottle(s: Scene, c: str = "#2f8fc6") -> None:
    """A water bottle with a flip straw and a carry loop."""
    s.floor(400, 730, 150, 20, 0.4)
    lid = dark(c, 0.55)
    s.put(
        line("M316 220Q250 130 330 96Q400 70 470 100Q540 140 486 220", dark(lid, 0.2), 20),
        line("M318 216Q258 136 334 104Q400 82 466 108", light(lid, 0.3), 5, opacity=0.7),
        rect(384, 112, 40, 80, 14, s.cylinder("#e9edef", True, 0.5)),
        path("M300 250Q300 186 340 180H460Q500 186 500 250V276H300Z", s.cylinder(lid, True, 0.4)),
        path(
            "M296 276H504Q530 300 530 350L524 690Q522 726 486 728H314Q278 726 276 690L270 350Q270 300 296 276Z",
            s.cylinder(c, True),
        ),
        rect(292, 266, 216, 18, 6, s.cylinder(dark(lid, 0.2), True, 0.4)),
        rect(352, 380, 96, 250, 48, light(c, 0.85), opacity=0.92),
        words(0, 0, "B2E", 64, dark(c, 0.3), face=DISPLAY, transform="translate(424 505) rotate(-90)"),
        line("M300 640H500M304 664H496", light(c, 0.7), 3, opacity=0.5),
        line("M302 340V600", "#fff", 12, opacity=0.3),
    )


@kind(cm=19, reach=0.74, stands=True, macro=(400, 430, 360), pack="box")
def lunch_box(s: Scene, c: str = "#3f9a6b") -> None:
    """A two-clip lunch box, its lid set with a spoon and fork."""
    s.floor(400, 640, 310, 28, 0.36)
    clip = s.fade([(0, light(c, 0.75)), (1, light(c, 0.35))])
    fork = "M352 300V262M340 300V270Q340 290 352 292Q364 290 364 270V300M352 292V360"
    s.put(
        path(
            "M120 420H680L656 604Q652 636 616 636H184Q148 636 144 604Z",
            s.fade([(0, dark(c, 0.25)), (0.2, light(c, 0.22)), (0.55, c), (1, dark(c, 0.34))], (1, 0.3)),
        ),
        path("M134 452H666L662 486H138Z", dark(c, 0.3), opacity=0.35),
        path(
            "M116 300Q120 210 220 206H580Q680 210 684 300L690 412Q690 432 668 432H132Q110 432 110 412Z",
            s.fade([(0, light(c, 0.62)), (0.4, light(c, 0.42)), (1, light(c, 0.16))], (0.4, 1)),
        ),
        rect(104, 396, 592, 44, 16, s.cylinder(light(c, 0.3))),
        path("M150 300Q156 242 230 240H420Q300 250 270 300Q250 350 256 384H150Z", "#fff", opacity=0.25),
        line(fork, dark(c, 0.3), 8),
        oval(440, 288, 17, 28, dark(c, 0.3)),
        line("M440 300V360", dark(c, 0.3), 8),
        rect(206, 386, 92, 86, 16, clip),
        rect(502, 386, 92, 86, 16, clip),
        rect(226, 440, 52, 8, 4, dark(c, 0.35), opacity=0.6),
        rect(522, 440, 52, 8, 4, dark(c, 0.35), opacity=0.6),
        at=(0, -24),
    )


LANDS = (
    "M300 250Q350 210 420 226Q450 250 424 286Q392 300 400 330Q372 366 340 344Q300 330 286 290Z",
    "M356 382Q410 366 444 400Q450 450 420 486Q404 530 384 534Q362 500 364 460Q340 420 356 382Z",
    "M500 210Q560 230 590 290Q604 340 588 350Q560 330 540 350Q510 350 498 316Q470 290 482 250Z",
    "M560 400Q590 400 598 420Q590 460 566 470Q540 450 546 420Z",
)


@kind(cm=32, reach=0.77, stands=True, macro=(440, 330, 340), pack="carton")
def globe(s: Scene, c: str = "#2f7fb8") -> None:
    """A desk globe on a wooden foot."""
    s.floor(410, 724, 190, 22, 0.4)
    sea = s.glow(
        [(0, light(c, 0.65)), (0.4, light(c, 0.12)), (0.8, c), (1, dark(c, 0.5))], (0.34, 0.28), 0.85
    )
    land = s.glow([(0, "#cfe0a0"), (0.6, "#8fb35a"), (1, "#55783a")], (0.34, 0.28), 0.85)
    parallels = "M208 340Q420 400 632 340M226 250Q420 300 616 250M232 440Q420 500 610 440"
    grid = parallels + "M420 130Q320 330 420 556M420 130Q540 330 420 556"
    s.put(
        line("M310 120Q140 260 230 480Q310 620 500 590", dark(GOLD, 0.25), 18),
        line("M310 120Q140 260 230 480Q310 620 500 590", s.metal(GOLD), 12),
        path("M386 590H440L452 650H374Z", s.metal(GOLD, True)),
        path(
            "M260 716Q262 656 414 652Q566 656 568 716Q568 724 556 724H272Q260 724 260 716Z",
            s.fade([(0, "#c98f52"), (0.4, "#9a6230"), (1, "#5e3a1a")]),
        ),
    )
    s.put(
        disc(420, 342, 214, sea),
        group(*(path(d, land) for d in LANDS), clip_path=s.clip(disc(420, 342, 214, "#000"))),
        line(grid, "#fff", 2, opacity=0.3),
        disc(420, 342, 212, stroke="#fff", stroke_width=4, opacity=0.25),
        oval(340, 240, 70, 46, "#fff", opacity=0.22, transform="rotate(-36 340 240)"),
        disc(318, 148, 14, s.metal(GOLD)),
        disc(520, 536, 14, s.metal(GOLD)),
    )
