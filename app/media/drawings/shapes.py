"""SVG shapes as strings. Numbers are written short and every word is escaped."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

Number = int | float
Art = str | Iterable[str]

TEXT = "Figtree"
DISPLAY = "Bricolage Grotesque"
HAND = "Kalam"
_WEIGHT = {TEXT: 700, DISPLAY: 800, HAND: 400}
_LETTER_WIDTH = {TEXT: 0.56, DISPLAY: 0.58, HAND: 0.5}  # mean advance, in ems


def short(number: Number) -> str:
    """A number with at most one decimal and no empty zeros."""
    return f"{round(number, 1) or 0:g}"


def _more(attributes: dict[str, Number | str]) -> str:
    """Further attributes. A shape's `opacity` is written as its paint's, which needs no layer of its own."""
    opacity = attributes.pop("opacity", None)
    if opacity is not None:
        painted = ("stroke_opacity",) if "stroke" in attributes else ("fill_opacity",)
        attributes |= dict.fromkeys(painted, opacity)
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())


def join(art: Art) -> str:
    """One string of one or many shapes."""
    return art if isinstance(art, str) else "".join(art)


def rect(
    x: Number, y: Number, w: Number, h: Number, r: Number = 0, fill: str = "none", **more: Number | str
) -> str:
    """A rectangle, its corners rounded by `r`."""
    corner = f' rx="{short(r)}"' if r else ""
    box = f'x="{short(x)}" y="{short(y)}" width="{short(w)}" height="{short(h)}"'
    return f'<rect {box}{corner} fill="{fill}"{_more(more)}/>'


def path(d: str, fill: str = "none", **more: Number | str) -> str:
    """A filled path."""
    return f'<path d="{d}" fill="{fill}"{_more(more)}/>'


def line(d: str, stroke: str, width: Number = 2, **more: Number | str) -> str:
    """A path drawn as a line; the document says once that all ends and corners are round."""
    pen = _more({"stroke": stroke, "stroke_width": short(width), **more})
    return f'<path d="{d}" fill="none"{pen}/>'


def disc(x: Number, y: Number, r: Number, fill: str = "none", **more: Number | str) -> str:
    """A filled circle."""
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(r)}" fill="{fill}"{_more(more)}/>'


def oval(x: Number, y: Number, rx: Number, ry: Number, fill: str = "none", **more: Number | str) -> str:
    """A filled ellipse."""
    size = f'rx="{short(rx)}" ry="{short(ry)}"'
    return f'<ellipse cx="{short(x)}" cy="{short(y)}" {size} fill="{fill}"{_more(more)}/>'


def words(
    x: Number,
    y: Number,
    text: str,
    size: Number,
    fill: str,
    *,
    face: str = TEXT,
    anchor: str = "middle",
    spacing: Number = 0,
    fit: Number | None = None,
    **more: Number | str,
) -> str:
    """Lettering on its baseline; `fit` is the width it must stay within (the size shrinks, never the text)."""
    if fit is not None:
        size = min(size, fit / max(1, len(text)) / _LETTER_WIDTH[face])
    gap = f' letter-spacing="{short(spacing)}"' if spacing else ""
    style = f'font-family="{face}" font-size="{short(size)}" font-weight="{_WEIGHT[face]}"{gap}'
    place = f'x="{short(x)}" y="{short(y)}" text-anchor="{anchor}"'
    return f'<text {place} {style} fill="{fill}"{_more(more)}>{escape(text)}</text>'


def wrap(text: str, letters: int, lines: int = 3) -> list[str]:
    """Words broken over at most `lines` lines of about `letters` letters."""
    rows: list[str] = []
    for word in text.split():
        if rows and (len(rows[-1]) + 1 + len(word) <= letters or len(rows) == lines):
            rows[-1] += " " + word
        else:
            rows.append(word)
    return rows


def group(
    *art: Art,
    at: tuple[Number, Number] = (0, 0),
    turn: Number = 0,
    about: tuple[Number, Number] = (400, 400),
    grow: Number | tuple[Number, Number] = 1,
    **more: Number | str,
) -> str:
    """Art moved by `at`, turned and scaled about a point. Turning comes after scaling."""
    steps = []
    if at != (0, 0):
        steps.append(f"translate({short(at[0])} {short(at[1])})")
    if turn:
        steps.append(f"rotate({short(turn)} {short(about[0])} {short(about[1])})")
    if grow != 1:
        across, down = grow if isinstance(grow, tuple) else (grow, grow)
        shift = f"{short(about[0] * (1 - across))} {short(about[1] * (1 - down))}"
        steps.append(f"translate({shift}) scale({across:g} {down:g})")
    move = f' transform="{" ".join(steps)}"' if steps else ""
    return f"<g{move}{_more(more)}>{''.join(map(join, art))}</g>"


def mirrored(*art: Art, axis: Number = 400) -> str:
    """Art seen in a mirror standing at x = `axis`."""
    return f'<g transform="translate({short(axis * 2)} 0) scale(-1 1)">{"".join(map(join, art))}</g>'
