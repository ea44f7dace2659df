"""Brushes, paints and what they are mixed with."""

import math

from ..colours import CARD, PAPER, WOOD, dark, ink_on, light
from ..parts.brushes import brush, palette_knife
from ..parts.inks import ink_bottle, screw_cap
from ..parts.textures import weave
from ..registry import Scene, kind
from ..shapes import disc, group, line, path, rect, words

PANS = (
    "#f2c230", "#ef8a2b", "#d63b30", "#b0245c", "#6a3f9c", "#2848a3",
    "#2f8fc6", "#158a83", "#3f9a46", "#8fb43a", "#8a5a2b", "#25282c",
)  # fmt: skip

PAINTS = ("#1f5fae", "#d3372f", "#f0b323", "#1b6a3e")


@kind(cm=30, reach=0.74, macro=(400, 220, 340), pack="hang", medium="paint", swatches=PAINTS)
def brushes(s: Scene, handle: str = "#8c2f39", hair: str = "#8a5630") -> None:
    """A fan of five brushes of several shapes."""
    kinds = (
        ("round", 480, hair),
        ("flat", 540, dark(hair, 0.35)),
        ("filbert", 590, hair),
        ("flat", 520, "#e6d3ac"),
        ("round", 500, dark(hair, 0.5)),
    )
    for i, (shape, length, bristle) in enumerate(kinds):
        art = brush(s, dark(handle, 0.25) if i % 2 else handle, bristle, shape, length)
        art = group(art, about=(400, 700), grow=(1.5, 1.08))
        s.put(group(art, turn=(i - 2) * 11, about=(400, 720)), at=(0, 44), lift="low")


@kind(cm=24, reach=0.98, tilt=-48, macro=(560, 240, 320), pack="hang", medium="paint", swatches=PAINTS)
def single_brush(s: Scene, handle: str = "#8c2f39", hair: str = "#8a5630", shape: str = "round") -> None:
    """One brush of one shape, with a touch of paint beneath it."""
    art = group(brush(s, handle, hair, shape, 540), about=(400, 430), grow=(2.3, 1.42))
    s.put(art, turn=42, at=(8, -16))


@kind(cm=32, reach=0.74, macro=(400, 240, 360), pack="box", medium="paint", swatches=PAINTS)
def paint_brush_set(s: Scene, handle: str = "#1f4a5c") -> None:
    """Six brushes in a roll-up canvas case."""
    cloth, edge = "#d9c7a3", "#a58a5c"
    s.put(rect(130, 110, 540, 590, 14, s.sheen(cloth, 0.25, 0.12)), weave((132, 112, 536, 586), cloth))
    hairs = ("#8a5630", "#3a2a20", "#e6d3ac", "#8a5630", "#c08a4a", "#3a2a20")
    shapes = ("round", "flat", "filbert", "angle", "liner", "mop")
    for i, (hair, shape) in enumerate(zip(hairs, shapes, strict=True)):
        art = group(brush(s, handle, hair, shape, 500), about=(400, 700), grow=(1.35, 1.06))
        s.put(art, at=((i - 2.5) * 82, -34 - (i * 29 % 3) * 8), lift="low")
    stitches = "".join(f"M{194 + i * 82.4:.0f} 486V692" for i in range(1, 6))
    s.put(
        path("M130 470H670V686Q670 700 656 700H144Q130 700 130 686Z", s.sheen(dark(cloth, 0.06), 0.2, 0.14)),
        weave((132, 476, 536, 220), cloth),
        line("M130 470H670", edge, 6),
        line("M138 482H662", dark(edge, 0.2), 2.5, stroke_dasharray="9 7"),
        line(stitches.replace("194", "154"), dark(edge, 0.2), 2.5, stroke_dasharray="9 7", opacity=0.7),
        line("M660 560Q720 540 726 600Q730 640 690 650", edge, 9),
        lift="low",
    )


def tube(s: Scene, c: str) -> list[str]:
    """A metal tube of paint standing on its cap's opposite end: x 310 to 490, y 96 to 666."""
    band = [(0, dark(c, 0.3)), (0.2, c), (0.34, light(c, 0.5)), (0.5, c), (1, dark(c, 0.42))]
    crimp = [(0, "#eceff0"), (0.4, "#aab1b5"), (0.5, "#f4f6f6"), (1, "#8e969b")]
    ribs = "".join(f"M{x} 106V178" for x in range(362, 446, 10))
    return [
        path("M318 640L482 640L470 250Q468 220 430 208L370 208Q332 220 330 250Z", s.metal("#d5d9db", True)),
        path("M327 330L473 330L479 560L321 560Z", s.fade(band, (1, 0))),
        path("M326.5 352L473.6 352L475.8 440L324 440Z", PAPER, opacity=0.95),
        disc(400, 396, 30, c),
        line("M346 396H358M442 396H454", dark(c, 0.3), 6),
        line("M352 496H448M368 518H432", ink_on(c), 6, opacity=0.6),
        rect(310, 634, 180, 32, 4, s.fade(crimp)),
        line("".join(f"M{x} 640V660" for x in range(320, 486, 12)), "#8e969b", 2, opacity=0.5),
        rect(372, 182, 56, 30, 4, s.metal("#bfc5c8", True)),
        path(
            "M360 96L440 96Q446 96 447 104L452 178Q452 186 444 186L356 186Q348 186 348 178L353 104Q354 96 360 96Z",
            s.cylinder("#2b2f33", True, 0.4),
        ),
        line(ribs, "#4a5056", 2, opacity=0.7),
    ]


@kind(cm=12, reach=0.74, macro=(400, 400, 330), pack="box", medium="paint")
def paint_tubes(s: Scene, c: str = "#1f5fae", c2: str = "#d3372f", c3: str = "#f0b323") -> None:
    """Three tubes of paint and a squeeze of the first."""
    s.put(tube(s, c3), turn=-20, at=(-178, 28), grow=0.82)
    s.put(tube(s, c2), turn=19, at=(178, 30), grow=0.82)
    s.put(tube(s, c), turn=-2, at=(0, 18), grow=0.96)
    swirl = "M290 708Q330 676 392 700Q470 724 520 694Q548 680 556 700Q560 730 486 742Q380 760 316 744Q270 730 290 708Z"
    s.put(
        path(swirl, s.fade([(0, light(c, 0.35)), (0.5, c), (1, dark(c, 0.3))], (1, 0))),
        line("M316 712Q360 700 410 716Q470 732 520 708", light(c, 0.6), 6, opacity=0.55),
        lift="low",
    )


@kind(cm=23, reach=0.73, macro=(330, 500, 330), pack="box", medium="paint", swatches=PANS)
def watercolor(s: Scene, c: str = "#2b2f33") -> None:
    """An open tin of twelve half pans with its mixing lid and a brush."""
    well = s.fade([(0, "#d9dedd"), (0.2, "#f6f8f7"), (1, "#ffffff")])
    lid = [
        rect(120, 130, 560, 250, 26, s.fade([(0, "#fdfdfb"), (1, "#dfe3e2")])),
        rect(120, 130, 560, 250, 26, stroke=dark(c, 0.1), stroke_width=12),
    ]
    blob = "M30 70Q60 32 104 56Q138 82 112 128Q76 160 44 138Q14 110 30 70Z"
    core = "M52 88Q76 68 98 86Q108 112 82 124Q52 122 52 88Z"
    for i, wash in enumerate((PANS[6], PANS[2], PANS[0])):
        x = 146 + i * 178
        lid.append(rect(x, 158, 152, 196, 20, well))
        lid.append(group(path(blob, wash, opacity=0.55), path(core, wash, opacity=0.5), at=(x, 158 + i * 8)))
    s.put(lid)
    tray = [
        rect(108, 384, 584, 262, 28, s.fade([(0, light(c, 0.25)), (0.2, c), (1, dark(c, 0.3))])),
        rect(126, 400, 548, 228, 18, dark(c, 0.35)),
    ]
    for i, pan in enumerate(PANS):
        x, y = 142 + i % 6 * 88, 414 + i // 6 * 104
        tray.append(rect(x, y, 78, 94, 8, "#f2f3f0"))
        tray.append(
            rect(
                x + 6,
                y + 6,
                66,
                82,
                6,
                s.glow([(0, light(pan, 0.35)), (0.5, pan), (1, dark(pan, 0.35))], (0.4, 0.35), 0.8),
            )
        )
        tray.append(
            line(f"M{x + 14} {y + 18}Q{x + 34} {y + 10} {x + 58} {y + 18}", light(pan, 0.7), 4, opacity=0.6)
        )
    s.put(tray)
    one = group(brush(s, "#b8332c", "#6b4326", "round", 520), about=(400, 440), grow=(1.3, 1))
    s.put(one, turn=62, about=(400, 440), at=(40, 100), grow=0.92)


@kind(cm=9, reach=0.67, stands=True, macro=(380, 480, 330), pack="box", medium="paint")
def acrylic_jar(s: Scene, c: str = "#2f7fb8", label: str = "Acrylic") -> None:
    """A round pot of paint, a lick of it under the word that says which."""
    s.floor(400, 712, 220, 26, 0.4)
    lick = (
        "M262 560Q256 508 330 512Q372 480 430 502Q500 486 536 526"
        "Q552 560 520 582Q476 606 420 590Q350 612 300 594Q266 586 262 560Z"
    )
    s.put(
        path(
            "M222 318Q222 292 250 290H550Q578 292 578 318L570 676Q568 712 532 712H268Q232 712 230 676Z",
            s.cylinder(c, True),
        ),
        path("M224 400L576 400L572 640L228 640Z", s.cylinder(CARD, True, 0.4)),
        path(lick, s.fade([(0, light(c, 0.3)), (0.5, c), (1, dark(c, 0.2))], (1, 1))),
        line("M292 544Q380 520 500 546", light(c, 0.65), 7, opacity=0.6),
        words(400, 470, label, 46, dark(c, 0.45), fit=300),
        line("M350 616H450", dark(c, 0.3), 6, opacity=0.6),
        screw_cap(s, 206, 176, 388, 128, "#f4f2ea"),
        line("M206 296H594", dark(CARD, 0.35), 3, opacity=0.5),
    )


@kind(cm=9, reach=0.62, stands=True, macro=(400, 560, 340), pack="box", medium="ink")
def ink(s: Scene, c: str = "#1f3f8f") -> None:
    """A glass bottle of ink."""
    ink_bottle(s, c)


@kind(cm=35, reach=0.78, macro=(300, 330, 360), pack="wrap", medium="paint", swatches=PAINTS)
def palette(s: Scene, c: str = WOOD) -> None:
    """A kidney palette with seven dabs of paint and a brush."""
    board = (
        "M118 420C104 250 250 130 430 128C600 128 700 240 694 372C688 470 610 482 570 470"
        "C520 456 486 486 496 540C506 610 452 668 360 664C230 658 128 560 118 420Z"
        "M556 356A44 36 0 1 0 644 356A44 36 0 1 0 556 356Z"
    )
    grain = "".join(f"M120 {y}Q300 {y - 30} 460 {y - 6}T700 {y - 30}" for y in range(220, 700, 46))
    window = s.clip(path(board, "#000", clip_rule="evenodd"))
    s.put(
        path(board, s.sheen(c, 0.3, 0.16), fill_rule="evenodd"),
        group(line(grain, dark(c, 0.4), 2.5, opacity=0.2), clip_path=window),
        path(board, stroke=dark(c, 0.3), stroke_width=4, opacity=0.5),
    )
    spots = ((196, 350), (236, 258), (316, 200), (414, 178), (510, 196), (584, 252), (214, 452))
    paints = ("#d63b30", "#ef8a2b", "#f2c230", "#fbfaf4", "#3f9a46", "#2848a3", "#6a3f9c")
    dabs = [group(_dab(s, paint), at=spot) for spot, paint in zip(spots, paints, strict=True)]
    mixed = "M300 470Q330 420 400 440Q460 470 430 530Q380 580 320 550Q280 520 300 470Z"
    s.put(
        path(mixed, "#8f6aa8", opacity=0.75),
        line("M326 500Q370 470 410 500", "#c9b3d6", 8, opacity=0.7),
        dabs,
        lift="low",
    )
    one = group(brush(s, "#8c2f39", "#6b4326", "filbert", 520), about=(400, 440), grow=(1.4, 1))
    s.put(one, turn=-62, about=(400, 440), at=(130, 148), grow=0.76)


def _dab(s: Scene, c: str) -> str:
    """A dab of thick paint about the origin."""
    points = []
    for i in range(18):
        wide, high = 40 + 6 * math.sin(i * 1.05), 34 + 5 * math.cos(i * 1.4)
        points.append(f"{wide * math.cos(i * 0.35):.0f} {high * math.sin(i * 0.35):.0f}")
    edge = "M" + "L".join(points)
    return group(
        path(
            edge + "Z",
            s.glow([(0, light(c, 0.4)), (0.45, c), (1, dark(c, 0.3))]),
            stroke=c,
            stroke_width=10,
            stroke_linejoin="round",
        ),
        line("M-22 -8Q-6 -24 16 -14", light(c, 0.75), 6, opacity=0.7),
    )


@kind(cm=22, reach=0.86, tilt=-46, macro=(520, 260, 330), pack="hang", medium="paint", swatches=PAINTS)
def painting_knife(s: Scene, c: str = "#8a4b2c") -> None:
    """A painting knife with a smear of colour on its blade."""
    art = group(palette_knife(s, c), about=(400, 410), grow=(1.9, 1.2))
    s.put(art, turn=44, at=(4, 0))
    smear = "M520 190Q560 150 610 150Q640 150 636 180Q622 240 570 280Q540 296 520 270Q506 230 520 190Z"
    s.put(
        path(smear, s.sheen("#2f7fb8", 0.35, 0.2), opacity=0.95),
        line("M544 214Q576 180 612 172", light("#2f7fb8", 0.6), 6, opacity=0.7),
        lift="none",
        at=(-2, 18),
    )
