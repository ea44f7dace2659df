"""Pens and what they write."""

from ..colours import CARD, GOLD, JET, STEEL, WOOD, dark, light, some
from ..parts.inks import ink_bottle
from ..parts.paper import ruled_sheet
from ..parts.pens import (
    ball_pen,
    capped_pen,
    fountain_body,
    fountain_cap,
    marker,
    thicker,
    twist_pen,
)
from ..parts.places import table
from ..registry import Scene, kind
from ..shapes import HAND, group, line, path, rect, words

FAN = ("#d63b47", "#f08a24", "#f2c230", "#2f9e68", "#2b6fc0", "#6a4bb0")
ROYAL = "#1f3f8f"  # the ink that pens come with
NEON = ("#f7e03c", "#7ee08a", "#ff8fb3", "#ffb03b")


@kind(cm=14.5, reach=0.88, tilt=-44, macro=(300, 520, 330), pack="hang", medium="ink")
def pen(s: Scene, c: str = "#1f4fa3", c2: str | None = "#c8322b", c3: str | None = None) -> None:
    """One to three click ball pens."""
    colours = [x for x in (c, c2, c3) if x]
    for i, colour in enumerate(reversed(colours)):
        step = i - (len(colours) - 1) / 2
        body = thicker(ball_pen(s, colour), share=1.35)
        s.put(body, turn=-44 + step * 3, at=(step * 86, step * 74), grow=1.1)


@kind(cm=13.8, reach=0.97, tilt=-42, macro=(252, 520, 330), pack="hang", medium="ink", swatches=(ROYAL,))
def single_pen(s: Scene, c: str = "#1f2f5a", metal: str = STEEL) -> None:
    """One metal-trimmed pen."""
    s.put(thicker(twist_pen(s, c, metal), share=1.24), turn=-42, grow=1.18)


def boxed(s: Scene, c: str = "#7c1f2d", trim: str = GOLD) -> None:
    """A capped pen in its gift box."""
    tray = s.fade([(0, "#0f1614"), (0.2, "#18211e"), (1, "#26302c")])
    lid = [
        rect(96, 226, 608, 356, 20, s.fade([(0, "#465049"), (1, "#1b2421")], (1, 1))),
        rect(120, 250, 560, 308, 12, tray),
        rect(120, 250, 560, 308, 12, stroke="#5d6863", stroke_width=2, opacity=0.6),
    ]
    s.put(lid, turn=-8)
    s.put(thicker(capped_pen(s, c, trim), share=1.25), turn=-8, grow=0.82, at=(0, -10))
    s.put(line("M600 520L660 520", GOLD, 4, opacity=0.8), turn=-8, lift="none")


kind(cm=17, reach=0.76, tilt=-8, macro=(500, 380, 360), pack="box", medium="ink", swatches=(ROYAL,))(boxed)


def nib_macro(s: Scene, c: str = "#7c1f2d", trim: str = GOLD) -> None:
    """The nib so near that it fills the picture."""
    s.put(thicker(fountain_body(s, c, trim), share=1.18), turn=-40, grow=3.1, at=(420, -330))


def with_ink(s: Scene, c: str = "#7c1f2d", ic: str = "#1f3f8f", trim: str = GOLD) -> None:
    """A fountain pen leaning beside a bottle of ink."""
    ink_bottle(s, ic)
    bottle = s.take()
    s.replay(bottle, at=(-92, 34), grow=0.84)
    s.put(thicker(fountain_body(s, c, trim), share=1.2), turn=-62, at=(196, 22), grow=1.1)


def fountain_desk(s: Scene, c: str = "#7c1f2d", trim: str = GOLD) -> None:
    """The pen on a sheet that it has just written."""
    table(s, WOOD)
    with_writing(s, ROYAL)
    s.put(thicker(fountain_body(s, c, trim), share=1.2), turn=-52, at=(190, 150), grow=0.86)


def with_writing(s: Scene, c: str) -> None:
    """A ruled sheet with a writing sample."""
    s.put(ruled_sheet(), turn=-4)
    lines = ("Yours, in ink", "the quick brown fox", "0 1 2 3 4 5 6 7 8", "a fine line")
    text = [words(240, 236 + i * 88, row, 46, c, face=HAND, anchor="start") for i, row in enumerate(lines)]
    wave = "M240 566q20 -40 40 0t40 0t40 0t40 0t40 0t40 0t40 0t40 0t40 0"
    strokes = [line(wave, c, 6), line("M240 634q90 26 180 -4t190 6", c, 8)]
    s.put(text, strokes, turn=-4, lift="none")


def written_desk(s: Scene, c: str) -> None:
    """The sample beside the pen that wrote it."""
    table(s, WOOD)
    with_writing(s, c)
    s.put(thicker(fountain_body(s, c, STEEL), share=1.2), turn=-52, at=(190, 150), grow=0.86)


PEN_VIEWS = {"detail": nib_macro, "pack": boxed, "desk": fountain_desk}


@kind(cm=14, reach=0.89, tilt=-40, pack="box", medium="ink", swatches=(ROYAL,), views=PEN_VIEWS)
def fountain(s: Scene, c: str = "#7c1f2d", trim: str = GOLD) -> None:
    """A fountain pen, uncapped, its cap beside it."""
    s.put(thicker(fountain_cap(s, c, trim), share=1.18), turn=-40, at=(-92, -92), grow=1.12)
    s.put(thicker(fountain_body(s, c, trim), share=1.18), turn=-40, at=(30, 62), grow=1.2)


@kind(cm=15, reach=0.8, macro=(280, 520, 340), stands=True, medium="ink")
def fountain_ink(s: Scene, c: str = "#7c1f2d", ic: str = "#1f3f8f", trim: str = GOLD) -> None:
    """A fountain pen leaning beside a bottle of ink."""
    with_ink(s, c, ic, trim)


@kind(cm=21, reach=0.73, macro=(360, 300, 330), pack="wrap", medium="ink", views={"desk": written_desk})
def writing(s: Scene, c: str = "#1f3f8f") -> None:
    """A writing sample on ruled paper."""
    with_writing(s, c)


@kind(cm=14, reach=0.66, macro=(400, 250, 330), pack="hang", medium="marker")
def markers(s: Scene, cs: tuple[str, ...] = FAN, body: str = CARD) -> None:
    """A fan of capped markers."""
    shown = some(cs, 10)
    step = min(11, 60 / max(1, len(shown) - 1))
    for i, colour in enumerate(shown):
        turn = (i - (len(shown) - 1) / 2) * step
        upright = group(marker(s, colour, body), about=(400, 640), grow=1.08)
        s.put(group(upright, turn=turn, about=(400, 880)), at=(0, 20), lift="low")


def highlighter(s: Scene, c: str) -> list[str]:
    """One open highlighter, upright."""
    return [
        rect(352, 330, 96, 300, 18, s.cylinder(c, True, 0.5)),
        path(
            "M356 340L362 262Q364 246 380 246L420 246Q436 246 438 262L444 340Z",
            s.cylinder(dark(c, 0.5), True, 0.4),
        ),
        path("M376 250L380 206L424 186L424 250Z", s.fade([(0, light(c, 0.3)), (1, dark(c, 0.12))], (1, 0))),
        rect(352, 318, 96, 26, 8, s.cylinder(dark(c, 0.58), True, 0.3)),
        rect(366, 400, 68, 150, 8, "#fffdf4", opacity=0.92),
        rect(378, 416, 44, 74, 6, c, opacity=0.75),
        line("M384 512L416 512M384 528L408 528", JET, 4, opacity=0.55),
    ]


@kind(cm=12, reach=0.58, macro=(380, 330, 330), pack="hang", medium="marker")
def highlighters(s: Scene, cs: tuple[str, ...] = NEON) -> None:
    """A row of open highlighters."""
    shown = some(cs, 6)
    gap = 122 if len(shown) <= 5 else 108
    for i, colour in enumerate(shown):
        step = i - (len(shown) - 1) / 2
        s.put(
            highlighter(s, colour), turn=step * 3, at=(step * gap, 0 if i % 2 else 36), grow=1.12, lift="low"
        )
