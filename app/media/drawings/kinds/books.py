"""Books to read."""

import math

from ..colours import GOLD, brightness, dark, light
from ..parts.painting import PALETTES, landscape
from ..parts.textures import dots
from ..registry import Scene, kind
from ..shapes import DISPLAY, disc, group, line, path, rect, words, wrap

CREAM = "#fff6e2"


def _title(text: str, top: float, room: float, fill: str, width: float = 310, lines: int = 3) -> list[str]:
    """A title set as large as fits `width` by `room` under `top`, about x = 404."""
    settings = []
    for count in range(1, lines + 1):
        rows = wrap(text, max(-(-len(text) // count) + 1, 5), count)
        longest = max(len(row) for row in rows)
        settings.append((min(50, room / len(rows) / 1.06, width / longest / 0.58), rows))
    size, rows = max(settings, key=lambda setting: setting[0])
    first = top + (room - size * 1.06 * len(rows)) / 2 + size * 0.86
    return [words(404, first + i * size * 1.06, row, size, fill, face=DISPLAY) for i, row in enumerate(rows)]


def _block(s: Scene) -> list[str]:
    """The pages showing to the right of and below a cover."""
    lines = "".join(f"M{580 + k * 5} {138 + k * 3}V{662 + k * 3}" for k in range(4))
    return [
        path("M576 132L598 146L598 674L576 660Z", s.fade([(0, "#f5eedb"), (1, "#d9ceb2")], (1, 0))),
        path("M210 660L576 660L598 674L232 674Z", "#cbbf9f"),
        line(lines, "#c9bd9d", 1, opacity=0.7),
    ]


def _hinge(s: Scene, c: str) -> str:
    """The groove along the spine."""
    return rect(
        204, 128, 28, 534, 4, s.fade([(0, dark(c, 0.5)), (0.8, dark(c, 0.12)), (1, light(c, 0.25))], (1, 0))
    )


def _read_me(s: Scene, c: str, title: str, author: str, variant: int) -> None:
    """The novel lying open, a ribbon in the fold."""
    page = s.fade([(0, "#f1ecdf"), (0.8, "#fffef9"), (1, "#d8d1bf")], (1, 0))
    facing = s.fade([(0, "#d8d1bf"), (0.2, "#fffef9"), (1, "#f6f1e4")], (1, 0))
    rows = "".join(
        f"M108 {y}H{352 if i % 5 else 300}M448 {y}H{692 if i % 4 else 620}"
        for i, y in enumerate(range(266, 590, 22))
    )
    s.put(
        rect(62, 184, 676, 446, 12, c),
        path("M74 196Q230 176 400 202V620Q230 596 74 612Z", page),
        path("M726 196Q570 176 400 202V620Q570 596 726 612Z", facing),
        line(rows, "#8d8778", 4, opacity=0.45),
        words(230, 242, title, 22, dark(c, 0.2), fit=220),
        line("M400 204V618", "#b9b09a", 3, opacity=0.6),
        path("M418 200L436 198L440 676L429 662L418 678Z", s.fade([(0, c), (1, dark(c, 0.3))])),
        turn=-5,
    )


@kind(cm=20, reach=0.68, macro=(380, 320, 330), pack="wrap", views={"detail": _read_me})
def novel(s: Scene, c: str = "#7a2636", title: str = "A Novel", author: str = "", variant: int = 0) -> None:
    """A novel with a landscape on its cover; a second copy behind."""
    ink = CREAM if brightness(c) < 0.62 else dark(c, 0.8)
    back = dark(c, 0.34)
    s.put(
        rect(246, 150, 350, 520, 6, s.sheen(back)),
        rect(246, 150, 24, 520, 4, dark(back, 0.35)),
        path("M596 156L612 166L612 684L596 670Z", "#e9e0c9"),
        turn=10,
        at=(46, 4),
    )
    art = [
        *_block(s),
        rect(204, 128, 374, 534, 6, s.sheen(c, 0.2, 0.2)),
        _hinge(s, c),
        rect(252, 156, 302, 316, 4, light(c, 0.8)),
        landscape(s, 258, 162, 290, 304, variant),
        *_title(title, 480, 132 if author else 156, ink),
    ]
    if author:
        art.append(words(404, 644, author, 21, light(c, 0.7) if ink == CREAM else ink, fit=300))
    s.put(art, turn=-5, at=(-20, 0))


@kind(cm=24, reach=0.7, macro=(380, 320, 330), pack="wrap")
def dictionary(s: Scene, c: str = "#1d3b5c", title: str = "Dictionary") -> None:
    """A thick reference book with thumb notches, gilt lines and a ribbon."""
    ink = GOLD if brightness(c) < 0.6 else dark(c, 0.7)
    notches = [
        group(
            path(f"M604 {170 + i * 58}a16 17 0 0 1 0 34h24v-34Z", ("#c8322b", "#1f4fa3", "#1b6a3e")[i % 3]),
            words(619, 193 + i * 58, "ADGJMPTW"[i], 17, "#fff"),
        )
        for i in range(8)
    ]
    edges = "".join(f"M{586 + k * 8} {136 + k * 5}V{650 + k * 5}" for k in range(6))
    s.put(
        path("M576 124L632 158L632 696L576 664Z", s.fade([(0, "#f5eedb"), (1, "#d3c7a8")], (1, 0))),
        path("M192 664L576 664L632 696L250 696Z", "#c6b994"),
        line(edges, "#bdb08c", 1.4, opacity=0.8),
        notches,
        path("M330 664V726L344 712L358 726V664Z", s.fade([(0, "#8f1d18"), (1, "#c8322b")])),
        rect(186, 120, 392, 546, 8, s.sheen(c, 0.22, 0.2)),
        rect(
            186,
            120,
            40,
            546,
            6,
            s.fade([(0, dark(c, 0.5)), (0.8, dark(c, 0.1)), (1, light(c, 0.25))], (1, 0)),
        ),
        rect(248, 148, 304, 490, 6, stroke=ink, stroke_width=4),
        rect(260, 160, 280, 466, 3, stroke=ink, stroke_width=1.6),
        words(400, 290, "A–Z", 92, ink, face=DISPLAY),
        line("M300 326H500", ink, 4),
        group(_title(title, 346, 150, CREAM if ink == GOLD else ink, 250), at=(-4, 0)),
        disc(400, 566, 26, stroke=ink, stroke_width=4),
        line("M400 548V584M382 566H418", ink, 4),
        turn=-5,
        at=(-4, 0),
    )


@kind(cm=26, reach=0.7, macro=(380, 400, 340), pack="wrap")
def comic(s: Scene, c: str = "#d63b30", title: str = "Comic", variant: int = 0) -> None:
    """A thin comic with a burst behind its title and a landscape panel."""
    sky = PALETTES[variant % len(PALETTES)]
    burst = "L".join(f"{404 + r * x:.0f} {262 + r * 0.5 * y:.0f}" for r, x, y in _star(14, 186, 146))
    s.put(rect(210, 120, 376, 546, 4, s.sheen(dark(c, 0.3))), turn=7, at=(30, 4), lift="low")
    s.put(
        rect(206, 118, 396, 562, 4, "#efe9da"),
        rect(200, 112, 396, 562, 4, s.sheen(c, 0.2, 0.1)),
        dots((202, 114, 392, 230), dark(c, 0.35), 15, 5.4),
        rect(218, 352, 360, 302, 4, "#17211d"),
        landscape(s, 224, 358, 348, 290, variant),
        path(
            "M300 420Q300 384 350 384H470Q520 386 520 424Q520 462 470 464H372L338 494L346 462Q300 456 300 420Z",
            "#fffef9",
            stroke="#17211d",
            stroke_width=5,
        ),
        words(410, 436, "…!", 52, "#17211d", face=DISPLAY),
        path(f"M{burst}Z", "#f9d648", stroke="#17211d", stroke_width=6, stroke_linejoin="round"),
        group(_title(title, 208, 108, "#17211d", 226), turn=-4, about=(404, 262)),
        disc(250, 156, 30, sky[0], stroke="#17211d", stroke_width=4),
        line("M202 116V672", dark(c, 0.5), 5, opacity=0.4),
        turn=-5,
        at=(-10, 0),
    )


def _star(points: int, outer: float, inner: float) -> list[tuple[float, float, float]]:
    """Radius and direction of a star's corners, in order."""
    corners = []
    for i in range(points * 2):
        angle = math.pi * i / points
        corners.append((outer if i % 2 == 0 else inner, math.cos(angle), math.sin(angle)))
    return corners
