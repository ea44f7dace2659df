"""What keeps papers and desks in order."""

from ..colours import CARD, PAPER, STEEL, dark, light, some
from ..parts.brushes import brush
from ..parts.paper import ruled_sheet, title_label
from ..parts.pencils import pencil
from ..parts.pens import marker
from ..parts.textures import dots
from ..registry import Scene, kind
from ..shapes import disc, group, line, path, rect, words


@kind(cm=35, reach=0.72, macro=(380, 380, 360), pack="wrap")
def folders(s: Scene, cs: tuple[str, ...] = ("#f0b429", "#e8737c", "#6fb7a8", "#2f5fb3")) -> None:
    """Tabbed file folders, the last in front labelled."""
    shown = some(cs, 5)
    for i, c in enumerate(shown):
        x = 170 + i * 384 / max(4, len(shown))
        tab = f"L{x:g} 220l14 -34q4 -8 14 -8h98q10 0 14 8l14 34"
        front = f"M150 220{tab}L650 220q12 0 12 12V612q0 12 -12 12H150q-12 0 -12 -12V232q0 -12 12 -12Z"
        art = [
            path(front, s.fade([(0, light(c, 0.25)), (0.4, c), (1, dark(c, 0.12))])),
            rect(x + 34, 190, 88, 22, 4, PAPER),
            line("M144 236H656", light(c, 0.55), 2),
        ]
        if i == len(shown) - 1:
            art.append(title_label(250, 350, 300, 140, c, "Accounts"))
        step = i - (len(shown) - 1) / 2
        s.put(art, turn=-4, at=(step * 16, step * 44), grow=0.92, lift="low")


@kind(cm=32, reach=0.8, macro=(400, 220, 340), pack="wrap")
def clipboard(s: Scene, c: str = "#8a5a2b") -> None:
    """A clipboard with a checklist under its steel clip."""
    ticks = "".join(f"M252 {y}l14 16l24 -32" for y in range(306, 600, 72))
    rows = "".join(f"M316 {y}H{540 if i % 2 else 500}" for i, y in enumerate(range(306, 600, 72)))
    s.put(
        rect(176, 104, 448, 610, 24, s.sheen(c, 0.24, 0.18)),
        rect(184, 112, 432, 594, 18, stroke=light(c, 0.4), stroke_width=2, opacity=0.5),
        turn=4,
    )
    s.put(
        rect(212, 160, 376, 520, 4, "#fffef9"),
        line(rows, "#bcd0ea", 7),
        line(ticks, "#1b6a3e", 7),
        turn=4,
        lift="low",
    )
    s.put(
        path(
            "M300 190V128Q300 112 318 112H350Q352 72 400 72Q448 72 450 112H482Q500 112 500 128V190Z",
            s.metal(STEEL),
        ),
        disc(400, 112, 17, dark(STEEL, 0.6)),
        rect(276, 172, 248, 34, 8, s.metal("#aeb7bd")),
        turn=4,
    )


@kind(cm=32, reach=0.78, stands=True, macro=(330, 420, 360), pack="carton")
def box_file(s: Scene, c: str = "#23406e") -> None:
    """Two lever-arch box files standing, spines to the front."""
    s.floor(400, 718, 260, 24, 0.38)
    s.put(_spine(s, dark(c, 0.22), "2025"), turn=3, at=(112, 4))
    s.put(_spine(s, c, "2026"), turn=0, at=(-74, 0))


def _spine(s: Scene, c: str, year: str) -> str:
    """A box file's spine with label and finger hole: x 314 to 486, foot at y = 716."""
    return group(
        path("M310 108L346 84H520L490 108Z", light(c, 0.3)),
        path("M490 108L520 84V700L490 716Z", dark(c, 0.4)),
        rect(310, 108, 180, 608, 4, s.sheen(c, 0.2, 0.16)),
        dots((314, 112, 172, 600), light(c, 0.5), 13, 3.4, 0.2),
        rect(336, 168, 128, 250, 6, PAPER),
        rect(344, 176, 112, 234, 4, stroke=c, stroke_width=2.5),
        words(400, 250, year, 40, dark(c, 0.2)),
        line("M360 292H440M360 326H440M360 360H420", c, 4, opacity=0.5),
        disc(400, 588, 36, s.metal(STEEL)),
        disc(400, 588, 25, dark(c, 0.75)),
        path("M322 116H350V708H322Z", "#fff", opacity=0.12),
    )


@kind(cm=28, reach=0.76, stands=True, macro=(400, 470, 360), pack="carton")
def organiser(s: Scene, c: str = "#c99a62", c2: str = "#14493b") -> None:
    """A desk cup full of tools beside a small box."""
    s.floor(400, 708, 280, 26, 0.35)
    for tint, x, y, turn in (("#f0b429", 286, 236, -12), ("#c8322b", 326, 190, -5), ("#2f7fb8", 362, 222, 1)):
        art = group(
            pencil(s, tint),
            transform=f"translate({x} {y}) rotate({90 + turn}) scale(.7 .9) translate(-100 -401)",
        )
        s.put(art, lift="low")
    s.put(
        brush(s, "#8c2f39", "#7a4a2a", "filbert", 520),
        turn=9,
        about=(400, 640),
        at=(16, -153),
        grow=0.86,
        lift="low",
    )
    s.put(marker(s, "#2f9e68", CARD), turn=2, about=(400, 640), at=(-2, -88), grow=0.8, lift="low")
    marks = "".join(f"M0 {12 + i * 10}h{16 if i % 5 == 0 else 9}" for i in range(28))
    stick = [
        rect(0, 0, 44, 330, 4, s.fade([(0, "#ffe9a8"), (1, "#e8b83c")], (1, 0))),
        line(marks, "#6b4b07", 1.6),
    ]
    s.put(group(stick, transform="translate(228 196) rotate(-9)"), lift="low")
    hoops = "".join(
        f"M{212 + k * 3} {478 + k * 46}Q330 {492 + k * 46} {448 - k * 3} {478 + k * 46}" for k in range(5)
    )
    s.put(
        path(
            "M206 440L454 440L440 690Q438 706 420 706L240 706Q222 706 220 690Z",
            s.fade([(0, dark(c, 0.28)), (0.2, light(c, 0.32)), (0.55, c), (1, dark(c, 0.38))], (1, 0)),
        ),
        line(hoops, dark(c, 0.4), 2, opacity=0.35),
        path("M206 440A124 17 0 0 0 454 440L452 452A124 17 0 0 1 208 452Z", light(c, 0.5)),
    )
    _clip_box(s, c2)


def _clip_box(s: Scene, c: str) -> None:
    """A small lidded box, labelled."""
    s.put(
        rect(456, 520, 178, 186, 14, s.fade([(0, light(c, 0.18)), (0.25, c), (1, dark(c, 0.35))], (1, 0.2))),
        rect(476, 560, 138, 60, 8, PAPER),
        rect(482, 566, 126, 48, 5, stroke=c, stroke_width=2),
        words(545, 599, "Clips", 26, c),
        rect(456, 512, 178, 18, 8, light(c, 0.25)),
    )


@kind(cm=60, reach=0.8, macro=(330, 400, 360), pack="wrap")
def desk_pad(s: Scene, c: str = "#4a3527", c2: str = "#e9dfc8") -> None:
    """A desk pad with leather corners, its blotter and a pen."""
    corners = "M92 250V350L192 250ZM708 250V350L608 250ZM92 610V510L192 610ZM708 610V510L608 610Z"
    stitch = "M118 274H166L118 322ZM682 274H634L682 322ZM118 586H166L118 538ZM682 586H634L682 538Z"
    s.put(
        rect(80, 238, 640, 384, 16, s.sheen(c, 0.18, 0.2)),
        rect(104, 262, 592, 336, 6, s.sheen(c2, 0.3, 0.06)),
        path(corners, s.sheen(light(c, 0.08), 0.2, 0.16)),
        line(stitch, light(c, 0.5), 2.5, stroke_dasharray="7 6"),
        turn=-5,
    )
    s.put(group(ruled_sheet(), about=(400, 400), grow=0.42), turn=6, at=(-70, -6), lift="low")
    s.put(pencil(s, "#14493b"), turn=-52, at=(130, 20), grow=0.46)


@kind(
    cm=90,
    reach=0.78,
    stands=True,
    macro=(330, 330, 380),
    pack="carton",
    medium="marker",
    swatches=("#1f55a5", "#b3261e", "#1b6a3e"),
)
def whiteboard(s: Scene, c: str = "#c3cad0") -> None:
    """A framed whiteboard with a list on it, markers and a duster in its tray."""
    notes = "M170 236q20 -26 40 0t40 0t40 0t40 0M170 300H330M170 352H300M170 404H350"
    graph = "M430 420V226M430 420H640M446 396L500 340L540 362L620 260"
    s.put(
        rect(96, 150, 608, 390, 14, s.metal(c)),
        rect(116, 170, 568, 350, 4, s.fade([(0, "#ffffff"), (1, "#eef1f2")], (1, 1))),
        path("M116 170H360L180 520H116Z", "#fff", opacity=0.7),
        line(notes, "#1f55a5", 8),
        line("M150 300h0M150 352h0M150 404h0", "#b3261e", 12),
        line(graph, "#1b6a3e", 7),
        line("M600 262L622 258L620 280", "#1b6a3e", 7),
        path("M180 536H620L636 566Q636 574 628 574H172Q164 574 164 566Z", s.metal(dark(c, 0.12))),
        group(*(disc(x, y, 7, dark(c, 0.3)) for x in (106, 694) for y in (160, 530))),
    )
    for i, tint in enumerate(("#1f55a5", "#b3261e", "#1b6a3e")):
        x = 210 + i * 112
        s.put(
            rect(x, 528, 96, 22, 8, s.cylinder(CARD, gloss=0.4)),
            rect(x, 527, 36, 24, 8, s.cylinder(tint)),
            lift="low",
        )
    s.put(rect(548, 520, 66, 16, 4, "#3b4046"), rect(544, 534, 74, 16, 3, "#d9c7a3"), lift="low")


@kind(cm=7.6, reach=0.7, macro=(330, 330, 360), pack="wrap", medium="marker")
def sticky(s: Scene, cs: tuple[str, ...] = ("#f7d94c", "#f59ab0", "#8fd3c4", "#8fbdf0")) -> None:
    """Pads of sticky notes, up to four."""
    spots = {
        1: ((0, 0, -6, 1.8),),
        2: ((-104, -60, -8, 1.35), (110, 70, 6, 1.35)),
        3: ((-120, -100, -7, 1.15), (124, -70, 6, 1.15), (-10, 130, -3, 1.15)),
        4: ((-132, -110, -7, 1.06), (136, -130, 6, 1.06), (-116, 138, 5, 1.06), (146, 124, -5, 1.06)),
    }
    shown = some(cs, 4)
    for (dx, dy, turn, grow), c in zip(spots[len(shown)], shown, strict=True):
        pad = [rect(270 + k * 1.6, 276 + k * 2.6, 250, 250, 3, dark(c, 0.1 + 0.03 * k)) for k in range(5)]
        s.put(
            pad,
            path(
                "M268 270L518 270L518 480Q512 512 470 520L268 520Z",
                s.fade([(0, light(c, 0.28)), (0.7, c), (1, dark(c, 0.08))], (1, 0)),
            ),
            path(
                "M518 480Q500 498 478 488Q486 508 470 520Q512 512 518 480Z",
                s.fade([(0, dark(c, 0.22)), (1, light(c, 0.35))]),
            ),
            rect(268, 270, 250, 30, 3, dark(c, 0.12), opacity=0.25),
            line("M300 350q14 -16 28 0t28 0t28 0t28 0M300 396H420", dark(c, 0.6), 6, opacity=0.5),
            turn=turn,
            at=(dx, dy),
            grow=grow,
        )
