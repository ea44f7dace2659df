"""Sheets, covers and labels."""

from ..colours import MARGIN_RED, PAPER, RULED_BLUE, dark
from ..scene import Scene
from ..shapes import DISPLAY, disc, group, line, rect, words


def ruled_sheet(x: float = 150, y: float = 110, w: float = 500, h: float = 590, gap: float = 44) -> str:
    """A ruled sheet with its red margin."""
    rows, at = [], y + 90
    while at < y + h - 12:
        rows.append(f"M{x:g} {at:g}h{w:g}")
        at += gap
    return group(
        rect(x, y, w, h, 6, "#fffef9"),
        line("".join(rows), RULED_BLUE, 2),
        line(f"M{x + 72:g} {y:g}v{h:g}", MARGIN_RED, 2.5),
    )


def name_label(
    x: float, y: float, w: float, h: float, c: str, rows: tuple[str, ...] = ("Name", "Class", "Subject")
) -> str:
    """The school label with a double frame and lines to fill in."""
    art = [
        rect(x, y, w, h, 10, PAPER),
        rect(x + 8, y + 8, w - 16, h - 16, 6, stroke=c, stroke_width=3),
        rect(x + 14, y + 14, w - 28, h - 28, 4, stroke=c, stroke_width=1.2),
    ]
    step = (h - 44) / len(rows)
    for i, row in enumerate(rows):
        foot = y + 22 + step * (i + 0.72)
        art.append(words(x + 28, foot, row, min(20, step * 0.5), dark(c, 0.1), anchor="start"))
        art.append(line(f"M{x + w * 0.47:g} {foot + 2:g}H{x + w - 30:g}", c, 1.6, opacity=0.6))
    return group(art)


def title_label(x: float, y: float, w: float, h: float, c: str, title: str, note: str = "") -> str:
    """A framed label with one word or two."""
    middle = y + h / 2 + (10 if not note else 0)
    art = [
        rect(x, y, w, h, 10, PAPER),
        rect(x + 8, y + 8, w - 16, h - 16, 6, stroke=c, stroke_width=3),
        words(x + w / 2, middle, title, h * 0.3, dark(c, 0.2), face=DISPLAY, fit=w - 44),
    ]
    if note:
        art.append(words(x + w / 2, middle + h * 0.24, note, h * 0.15, dark(c, 0.2), fit=w - 44))
    return group(art)


def page_edges(x: float, y: float, w: float, h: float, depth: float = 18, r: float = 8) -> str:
    """The block of pages that shows to the right of and under a cover lying at (x, y, w, h)."""
    lines = "".join(f"M{x + 8:g} {y + h + depth * k:g}H{x + w:g}" for k in (0.3, 0.55, 0.8))
    side = "".join(f"M{x + w + depth * 0.8 * k:g} {y + 14:g}V{y + h:g}" for k in (0.3, 0.6))
    return group(
        rect(x + depth * 0.8, y + depth, w, h, r, "#efe9da"),
        line(lines + side, "#d6cdb6", 1.6),
    )


def spiral(s: Scene, x: float, top: float, bottom: float, c: str, gap: float = 30) -> str:
    """A wire binding along a left edge at x."""
    art, y = [], top
    while y < bottom:
        ring = (
            f"M{x:g} {y:g}Q{x - 46:g} {y - 16:g} {x - 44:g} {y + 4:g}Q{x - 40:g} {y + 12:g} {x:g} {y + 6:g}"
        )
        art += [
            disc(x, y, 6, dark(c, 0.72)),
            line(ring, "#4b5358", 6),
            line(f"M{x - 2:g} {y - 1:g}Q{x - 40:g} {y - 13:g} {x - 41:g} {y + 2:g}", "#cfd6da", 2),
        ]
        y += gap
    return group(art)
