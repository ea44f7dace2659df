"""What has keys, plugs or batteries."""

from ..colours import GOLD, JET, STEEL, brightness, dark, ink_on, light
from ..parts.digits import seven_segments
from ..parts.textures import dots, within
from ..registry import Scene, kind
from ..shapes import DISPLAY, disc, group, line, mirrored, path, rect, words

KEYS = (
    "7",
    "8",
    "9",
    "DEL",
    "AC",
    "4",
    "5",
    "6",
    "×",
    "÷",
    "1",
    "2",
    "3",
    "+",
    "−",
    "0",
    ".",
    "exp",
    "ans",
    "=",
)


@kind(cm=16.5, reach=0.78, macro=(400, 330, 340), pack="hang")
def calculator(s: Scene, c: str = "#2b3136", acc: str = "#ef8a2b") -> None:
    """A scientific calculator showing a sum."""
    key = "#f3f1ea" if brightness(c) < 0.6 else "#3b4046"
    s.put(
        rect(220, 92, 360, 620, 36, s.sheen(c, 0.18, 0.3)),
        rect(226, 98, 348, 606, 32, stroke=light(c, 0.4), stroke_width=2, opacity=0.6),
        rect(252, 128, 296, 126, 14, dark(c, 0.5)),
        rect(262, 138, 276, 106, 8, s.fade([(0, "#b9c9b4"), (1, "#d4e0cc")])),
        group(*(seven_segments(330 + i * 40, 164, 28, digit, "#1f2b24") for i, digit in enumerate("12450"))),
        rect(252, 272, 110, 30, 6, "#3a2d2a"),
        group(*(rect(256 + i * 26, 276, 23, 22, 2, "#5b4038") for i in range(4))),
        line("M470 287H548", ink_on(c, 0.5), 4, opacity=0.5),
        _function_keys(s, c),
        _number_keys(s, key, acc),
        turn=8,
    )


def _function_keys(s: Scene, c: str) -> str:
    art = []
    fill = s.fade([(0, light(dark(c, 0.3), 0.35)), (1, dark(c, 0.3))])
    for i, label in enumerate(("sin", "cos", "tan", "log", "ln")):
        x = 250 + i * 61
        art += [rect(x, 322, 54, 34, 8, fill), words(x + 27, 345, label, 17, "#fff")]
    return group(art)


def _number_keys(s: Scene, key: str, acc: str) -> str:
    art = []
    for i, label in enumerate(KEYS):
        x, y = 250 + i % 5 * 61, 378 + i // 5 * 78
        tone = acc if label in ("DEL", "AC", "=") else key
        art += [
            rect(x, y + 5, 54, 58, 12, dark(tone, 0.45)),
            rect(x, y, 54, 58, 12, s.fade([(0, light(tone, 0.4)), (1, dark(tone, 0.08))])),
            words(x + 27, y + 38, label, 25 if len(label) == 1 else 17, ink_on(tone, 0.9)),
        ]
    return group(art)


@kind(cm=19, reach=0.71, macro=(250, 520, 360), pack="box")
def headphones(s: Scene, c: str = "#2b3136", acc: str = "#e8737c") -> None:
    """Over-ear headphones with padded cups."""
    band = "M196 470Q186 150 400 146Q614 150 604 470L566 470Q572 196 400 192Q228 196 234 470Z"
    cup = group(
        rect(196, 384, 40, 60, 12, s.metal()),
        rect(
            160,
            420,
            110,
            210,
            50,
            s.fade([(0, dark(c, 0.45)), (0.35, light(c, 0.3)), (1, dark(c, 0.3))], (1, 0)),
        ),
        rect(
            244,
            410,
            62,
            230,
            30,
            s.fade([(0, dark(acc, 0.4)), (0.4, light(acc, 0.2)), (1, dark(acc, 0.3))], (1, 0)),
        ),
        line("M188 470V580", light(c, 0.6), 5, opacity=0.5),
    )
    s.put(
        path(band, s.fade([(0, light(c, 0.35)), (0.4, c), (1, dark(c, 0.4))], (1, 0))),
        path("M262 214Q400 160 538 214Q400 190 262 214Z", acc),
        line("M214 400Q216 210 340 172", light(c, 0.7), 6, opacity=0.5),
        cup,
        mirrored(cup),
        turn=-6,
        at=(0, 10),
        grow=1.12,
    )


@kind(cm=5.8, reach=0.78, tilt=-32, macro=(300, 480, 340), pack="hang")
def usb_drive(s: Scene, c: str = "#23272c", c2: str = "#c8322b") -> None:
    """A flash drive with a swivel cover and a loop."""
    art = [
        rect(120, 346, 150, 110, 8, s.metal("#d5dbdf")),
        rect(150, 366, 30, 24, 3, dark(STEEL, 0.7)),
        rect(150, 412, 30, 24, 3, dark(STEEL, 0.7)),
        rect(256, 316, 380, 170, 26, s.fade([(0, light(c, 0.4)), (0.3, c), (1, dark(c, 0.4))])),
        path("M340 304H600Q700 310 700 401Q700 492 600 498H340Z", s.metal(c2)),
        path("M340 304H600Q700 310 700 401Q700 492 600 498H340Z", c2, opacity=0.55),
        disc(600, 401, 34, s.metal(STEEL)),
        disc(600, 401, 18, dark(STEEL, 0.55)),
        words(440, 420, "USB", 56, light(c2, 0.85), face=DISPLAY),
        rect(280, 388, 30, 26, 6, "#8fe0b0", opacity=0.9),
    ]
    s.put(line("M690 390Q760 330 740 420Q724 480 690 412", JET, 9), art, turn=-32, at=(-6, 10))


@kind(cm=10.5, reach=0.68, macro=(400, 280, 340), pack="box")
def mouse(s: Scene, c: str = "#3b4046") -> None:
    """A wireless mouse from above, turned a little."""
    shell = "M400 116Q556 120 566 330Q584 560 530 640Q480 700 400 700Q320 700 270 640Q216 560 234 330Q244 120 400 116Z"
    grip = "M236 360Q222 520 268 626Q292 560 284 470Q280 400 236 360Z"
    s.put(
        path(
            shell,
            s.fade([(0, light(c, 0.4)), (0.35, light(c, 0.06)), (0.6, c), (1, dark(c, 0.45))], (1, 0.5)),
        ),
        path(grip, dark(c, 0.4)),
        mirrored(path(grip, dark(c, 0.5))),
        line("M400 122V330M240 344Q400 380 560 344", dark(c, 0.6), 4, opacity=0.8),
        rect(376, 170, 48, 130, 24, dark(c, 0.65)),
        rect(384, 184, 32, 102, 16, s.cylinder("#9aa3a9", gloss=0.5)),
        line("".join(f"M388 {y}H412" for y in range(196, 284, 12)), "#4b5358", 3, opacity=0.7),
        disc(400, 420, 8, "#7ee08a"),
        path("M270 200Q300 140 380 132V320Q320 318 250 334Q250 250 270 200Z", "#fff", opacity=0.14),
        words(400, 620, "B2E", 34, light(c, 0.55) if brightness(c) < 0.6 else dark(c, 0.5), face=DISPLAY),
        turn=14,
    )


@kind(cm=44, reach=0.84, macro=(260, 380, 330), pack="carton")
def keyboard(s: Scene, c: str = "#2a2e33") -> None:
    """A full keyboard from above."""
    key = light(c, 0.14) if brightness(c) < 0.6 else light(c, 0.6)
    cap = s.fade([(0, light(key, 0.22)), (1, key)])
    rows = ((14, 1), (13, 1.6), (12, 2.2), (11, 2.9))
    art = [
        rect(60, 258, 680, 292, 22, s.sheen(c, 0.2, 0.3)),
        rect(70, 268, 660, 272, 16, dark(c, 0.35)),
    ]
    for row, (count, first) in enumerate(rows):
        x, y = 84.0, 284 + row * 50
        for i in range(count):
            w = 31 * (first if i == 0 and row else 1.0) if i < count - 1 else 526 - x
            art.append(rect(x, y, w - 4, 43, 6, cap))
            x += w + 2
    art += [rect(84, 484, 92, 43, 6, cap), rect(180, 484, 220, 43, 6, cap), rect(404, 484, 118, 43, 6, cap)]
    for i in range(15):
        x, y = 546 + i % 3 * 58, 284 + i // 3 * 50
        art.append(rect(x, y, 52, 43, 6, "#b3261e" if i == 2 else cap))
    art.append(line("M96 304h8M130 304h8", ink_on(key, 0.5), 4, opacity=0.6))
    s.put(group(*art, about=(400, 404), grow=(1, 1.15)), turn=-9, grow=0.95)


@kind(cm=18, reach=0.82, stands=True, macro=(330, 420, 340), pack="box")
def speaker(s: Scene, c: str = "#1f5f6b") -> None:
    """A round-ended portable speaker with a woven front."""
    s.floor(400, 620, 310, 28, 0.42)
    body = "M210 250H590Q712 252 712 430Q712 610 590 612H210Q88 610 88 430Q88 252 210 250Z"
    end = s.fade([(0, light(JET, 0.25)), (1, JET)], (1, 1))
    s.put(
        line("M640 300Q760 300 730 420Q716 460 700 470", JET, 14),
        path(body, s.cylinder(c, gloss=0.4)),
        within(s, body, dots((88, 250, 624, 364), dark(c, 0.6), 12, 4.2, 0.75)),
        path("M168 256Q96 290 96 430Q96 572 168 606Q130 560 130 430Q130 300 168 256Z", end),
        mirrored(path("M168 256Q96 290 96 430Q96 572 168 606Q130 560 130 430Q130 300 168 256Z", end)),
        rect(290, 268, 220, 34, 17, dark(c, 0.6)),
        line("M322 276V294M313 285H331M398 276V294M408 276V294M470 285H488", "#f3f1ea", 5),
        rect(330, 396, 140, 66, 12, dark(c, 0.5)),
        words(400, 444, "B2E", 40, light(c, 0.8), face=DISPLAY),
        path("M220 268H560Q440 286 300 288Q210 296 170 360Q176 280 220 268Z", "#fff", opacity=0.12),
        at=(0, -20),
    )


@kind(cm=10, reach=0.63, stands=True, macro=(400, 480, 350), pack="box", medium="ink")
def printer_ink(s: Scene, c: str = "#2f9fd0") -> None:
    """A refill bottle and a cartridge of printer ink."""
    s.floor(400, 704, 280, 24, 0.4)
    s.put(
        path("M270 196H318L324 250H264Z", s.cylinder(c, True)),
        rect(252, 246, 84, 46, 8, s.cylinder(JET, True)),
        path(
            "M236 292H352Q392 300 392 350V668Q392 702 360 702H228Q196 702 196 668V350Q196 300 236 292Z",
            s.cylinder("#f4f4f1", True, 0.5),
        ),
        rect(196, 392, 196, 214, fill=s.cylinder(c, True)),
        path(
            "M294 430C304 456 330 476 330 504A36 36 0 0 1 258 504C258 476 284 456 294 430Z",
            "#fff",
            opacity=0.92,
        ),
        rect(244, 566, 100, 10, 5, ink_on(c), opacity=0.55),
    )
    s.put(
        path("M450 430L480 404H660L634 430Z", light(JET, 0.3)),
        path("M634 430L660 404V676L634 702Z", dark(JET, 0.4)),
        rect(450, 430, 184, 272, 10, s.sheen(JET, 0.22, 0.2)),
        rect(470, 470, 144, 150, 8, c),
        path(
            "M542 486C552 506 574 522 574 546A32 32 0 0 1 510 546C510 522 532 506 542 486Z",
            "#fff",
            opacity=0.92,
        ),
        rect(500, 640, 84, 30, 4, GOLD),
        line("M514 642V668M528 642V668M542 642V668M556 642V668M570 642V668", dark(GOLD, 0.4), 3),
    )
