"""Glue, tape, thread, clay and sparkle."""

import random

from ..colours import CARD, KRAFT, PAPER, dark, ink_on, light, some
from ..parts.textures import dots, within
from ..registry import Scene, kind
from ..shapes import DISPLAY, disc, group, line, oval, path, rect, words


@kind(cm=14, reach=0.76, stands=True, macro=(330, 480, 350), pack="hang")
def glue(s: Scene, c: str = "#f0b429", c2: str = "#c8322b") -> None:
    """A bottle of craft glue and a glue stick."""
    s.floor(400, 716, 210, 24, 0.35)
    s.put(
        path(
            "M300 330Q300 290 340 284L440 284Q480 290 480 330L486 690Q486 716 460 716L320 716Q294 716 294 690Z",
            s.cylinder("#fbfaf4", True, 0.4),
        ),
        path("M297 430L483.6 430L485.4 610L295 610Z", s.cylinder(c, True)),
        words(390, 524, "Glue", 64, ink_on(c, 0.8), face=DISPLAY),
        line("M336 560H444", ink_on(c, 0.8), 6, opacity=0.6),
        path("M340 286L350 214L430 214L440 286Z", s.cylinder(c2, True)),
        path("M362 216L378 104Q390 88 402 104L418 216Z", s.cylinder(c2, True)),
        rect(338, 276, 104, 16, 4, s.cylinder(dark(c2, 0.3), True)),
        at=(-60, 0),
    )
    s.put(
        rect(470, 430, 120, 286, 16, s.cylinder(CARD, True, 0.5)),
        rect(470, 300, 120, 150, 18, s.cylinder(c2, True)),
        rect(470, 500, 120, 150, fill=s.cylinder(c2, True)),
        words(0, 0, "Stick", 46, ink_on(c2, 0.9), face=DISPLAY, transform="translate(546 576) rotate(-90)"),
        rect(468, 442, 124, 12, 4, dark(CARD, 0.2)),
    )


@kind(cm=5, reach=0.74, macro=(330, 350, 340), pack="hang")
def washi(s: Scene, cs: tuple[str, ...] = ("#e8737c", "#2f8fc6", "#f0b429", "#3f9a6b")) -> None:
    """Four rolls of patterned paper tape."""
    spots = ((-112, -126, 1.14), (124, -104, 1.06), (-80, 116, 1.06), (138, 132, 1.0))
    for i, (x, y, grow) in enumerate(spots):
        s.put(_roll(s, cs[i % len(cs)], i), at=(x, y - 14), grow=grow)


def _roll(s: Scene, c: str, number: int) -> str:
    """A roll of tape standing on its edge, seen from above the front; four patterns."""
    band = "M285 400L285 448A115 115 0 0 0 515 448L515 400A115 115 0 0 1 285 400Z"
    shade = s.fade([(0, "#000", 0.25), (0.3, "#fff", 0.2), (1, "#000", 0.35)], (1, 0))
    windings = [
        disc(400, 400, r, stroke=dark(c, 0.25), stroke_width=1, opacity=0.35) for r in (84, 92, 100, 107)
    ]
    return group(
        path("M285 400A115 115 0 0 1 515 400L515 448A115 115 0 0 1 285 448Z", dark(c, 0.32)),
        path(band, c),
        within(s, band, _print(light(c, 0.7), number)),
        path(band, shade),
        disc(400, 400, 115, light(c, 0.25)),
        windings,
        disc(400, 400, 74, s.fade([(0, "#c89f6b"), (1, "#e9cfa4")])),
        disc(400, 400, 64, "#6b5234"),
        path("M336 400A64 64 0 0 1 464 400Q430 372 400 372Q370 372 336 400Z", "#3a2a18", opacity=0.7),
    )


def _print(c: str, number: int) -> str:
    """What is printed on a tape: dots, stripes, checks, zigzag."""
    box = (280, 396, 240, 124)
    rows = range(396, 520, 24)
    if number % 4 == 0:
        return dots(box, c, 24, 11, opacity=1)
    if number % 4 == 1:
        return line("".join(f"M{x} 400l-130 130" for x in range(300, 660, 34)), c, 9)
    if number % 4 == 2:
        return line(
            "".join(f"M280 {y}h240" for y in rows) + "".join(f"M{x} 396v124" for x in range(284, 520, 24)),
            c,
            4,
        )
    return line("".join(f"M280 {y}" + "l12 -12l12 12" * 10 for y in rows), c, 5)


@kind(cm=8, reach=0.72, macro=(330, 330, 350), pack="wrap")
def ribbon(s: Scene, cs: tuple[str, ...] = ("#c8322b", "#d9ac4a", "#14493b")) -> None:
    """Spools of satin ribbon, their ends curling out."""
    shown = some(cs, 3)
    layouts = {
        1: ((0, -20, 1.5),),
        2: ((-130, -40, 1.12), (130, 30, 1.12)),
        3: ((-160, -90, 0.92), (150, -70, 0.92), (-10, 120, 0.98)),
    }
    for (x, y, grow), c in zip(layouts[len(shown)], shown, strict=True):
        s.put(_spool(s, c), at=(x, y), grow=grow)


def _spool(s: Scene, c: str) -> str:
    """One spool about (400, 400), 260 units wide."""
    satin = [
        (0, dark(c, 0.35)),
        (0.18, c),
        (0.32, light(c, 0.6)),
        (0.45, c),
        (0.7, dark(c, 0.2)),
        (0.85, light(c, 0.3)),
        (1, dark(c, 0.4)),
    ]
    tail = (
        "M480 430Q560 440 570 500Q576 560 520 560Q480 556 500 600L548 640L520 640L500 660"
        "Q440 600 470 550Q500 520 530 520Q546 500 520 480Q500 466 476 470Z"
    )
    return group(
        path(tail, s.fade(satin, (0.4, 1))),
        oval(400, 452, 128, 96, "#d8cdb8"),
        path("M290 340V440A110 84 0 0 0 510 440V340Z", s.fade(satin, (1, 0))),
        line(
            "M292 372A110 84 0 0 0 508 372M292 404A110 84 0 0 0 508 404M292 436A110 84 0 0 0 508 436",
            dark(c, 0.4),
            2,
            opacity=0.35,
        ),
        oval(400, 346, 130, 98, s.fade([(0, "#fffdf6"), (1, "#e3d9c4")], (1, 1))),
        oval(400, 346, 130, 98, stroke="#c9bd9d", stroke_width=2),
        oval(400, 346, 98, 72, s.glow([(0, light(c, 0.3)), (1, c)])),
        oval(400, 346, 62, 46, "#f1e8d6"),
        oval(400, 348, 34, 25, "#6b5234"),
    )


@kind(cm=9, reach=0.74, stands=True, macro=(360, 440, 320), pack="box")
def beads(
    s: Scene, cs: tuple[str, ...] = ("#d94f3d", "#f0b429", "#3f9a6b", "#2f7fb8", "#8a4fa3", "#e8737c")
) -> None:
    """A jar of round beads, some spilt in front of it."""
    s.floor(400, 712, 270, 22, 0.38)
    chance = random.Random(11)
    paints = [
        s.glow([(0, light(c, 0.75)), (0.35, light(c, 0.1)), (0.7, c), (1, dark(c, 0.45))], (0.34, 0.3), 0.75)
        for c in some(cs, 8)
    ]
    inside = [
        disc(226 + column * 44 + row % 2 * 22, 668 - row * 38, 25, chance.choice(paints))
        for row in range(9)
        for column in range(8 + row % 2 * -1)
    ]
    body = "M196 330Q196 300 226 296H536Q566 300 566 330V668Q566 704 530 706H232Q196 704 196 668Z"
    s.put(
        path(body, "#e8f0f3", opacity=0.75),
        group(inside, clip_path=s.clip(path(body, "#000"))),
        path(
            body,
            s.fade(
                [(0, "#fff", 0.5), (0.14, "#fff", 0.05), (0.8, "#16211d", 0.02), (1, "#16211d", 0.28)], (1, 0)
            ),
        ),
        path("M222 336H262V660H232Q222 660 222 640Z", "#fff", opacity=0.35),
        rect(186, 206, 390, 96, 20, s.cylinder(KRAFT, True, 0.4)),
        line("M190 236H572M190 268H572", dark(KRAFT, 0.4), 2, opacity=0.4),
    )
    spots = ((610, 690, 26), (664, 676, 26), (648, 712, 20), (592, 652, 22), (150, 700, 24), (126, 676, 18))
    s.put(*(disc(x, y, r, paints[i % len(paints)]) for i, (x, y, r) in enumerate(spots)), lift="low")


@kind(cm=7, reach=0.72, stands=True, macro=(400, 500, 340), pack="hang")
def glitter(s: Scene, cs: tuple[str, ...] = ("#d9ac4a", "#c3cad0", "#c8507c")) -> None:
    """Shaker tubes of glitter, up to four."""
    shown = some(cs, 4)
    s.floor(400, 706, 90 + 64 * len(shown), 22, 0.36)
    pitch = 178 if len(shown) < 4 else 150
    chance = random.Random(3)
    for i, c in enumerate(shown):
        x = 400 + (i - (len(shown) - 1) / 2) * pitch - 62
        specks = [
            rect(
                x + chance.uniform(8, 108),
                chance.uniform(356, 684),
                7,
                7,
                1,
                light(c, chance.choice((0.35, 0.6, 0.85))),
                opacity=0.9,
            )
            for _ in range(46)
        ]
        s.put(
            rect(x, 250, 124, 454, 22, "#eef3f5", opacity=0.85),
            group(
                path("M6 350Q62 330 118 352V686Q118 698 104 698H20Q6 698 6 686Z", s.cylinder(c, True, 0.5)),
                at=(x, 0),
            ),
            specks,
            rect(
                x,
                250,
                124,
                454,
                22,
                s.fade([(0, "#fff", 0.4), (0.2, "#fff", 0), (1, "#16211d", 0.25)], (1, 0)),
            ),
            rect(x - 6, 150, 136, 112, 18, s.cylinder("#f4f2ea", True, 0.4)),
            line("".join(f"M{x + k:g} 176V250" for k in range(10, 120, 14)), dark(CARD, 0.3), 2, opacity=0.5),
        )


@kind(cm=16, reach=0.72, macro=(330, 470, 340), pack="box")
def clay(
    s: Scene, cs: tuple[str, ...] = ("#d94f3d", "#f0b429", "#3f9a6b", "#2f7fb8", "#8a4fa3", "#f6f1e4")
) -> None:
    """Blocks of modelling clay in a tray, one rolled to a ball and a snake."""
    shown = (cs * 6)[: max(4, min(8, len(cs)))]
    columns = -(-len(shown) // 2)
    s.put(
        rect(110, 150, 580, 356, 22, s.sheen(PAPER, 0.2, 0.14)),
        rect(128, 168, 544, 320, 12, dark(PAPER, 0.14)),
    )
    w = 530 / columns
    blocks = []
    for i, c in enumerate(shown):
        x, y = 136 + i % columns * w, 178 + i // columns * 156
        grooves = "".join(f"M{x + w * k / 5:.0f} {y + 8}V{y + 136}" for k in range(1, 5))
        blocks += [
            rect(x, y, w - 10, 144, 16, s.sheen(c, 0.3, 0.22)),
            line(grooves, dark(c, 0.3), 4, opacity=0.4),
            line(f"M{x + 12:g} {y + 10:g}H{x + w - 26:g}", light(c, 0.6), 5, opacity=0.5),
        ]
    s.put(blocks, lift="low")
    first, second = shown[0], shown[min(2, len(shown) - 1)]
    snake = "M330 640Q400 560 460 630T590 620Q640 590 660 640"
    s.put(
        line(snake, dark(second, 0.25), 46),
        line(snake, second, 38),
        line("M338 622Q400 556 456 612T586 604", light(second, 0.5), 9, opacity=0.6),
    )
    s.put(
        disc(
            210,
            620,
            84,
            s.glow([(0, light(first, 0.6)), (0.45, first), (1, dark(first, 0.42))], (0.34, 0.28), 0.8),
        )
    )
